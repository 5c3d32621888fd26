import * as z from 'zod';
import { money } from '../../platform/money.ts';
import { DomainError } from '../../platform/problems.ts';
import { lines } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import { type Claim, note } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { problems } from '../claim-problems.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimSettings } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import { payeeView, shownPayee } from '../payee.ts';

/** Why a payee is in doubt. */
const payeeDoubts = ['third-party-payee'] as const;

/** Somebody else than the customer is to be paid: another person than the one who named them confirms it before any money goes. */
export const payeeCheck = claimKind({
  kind: 'payee-check',
  hours: claimSettings.taskHours['payee-check'],
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: z.lazy(() =>
    z
      .object({
        doubts: z.array(z.enum(payeeDoubts)),
        customerName: z.string(),
        payee: payeeView,
        approved: money,
      })
      .meta({ id: 'PayeeCheckFacts' }),
  ),
  decision: z.lazy(() =>
    z
      .discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('confirm'), note }),
        z.strictObject({ outcome: z.literal('reject'), reason: lines(1000) }),
      ])
      .meta({
        id: 'PayeeCheckDecision',
        ...described({
          en: 'By another person than the one who named the payee; the customer is told the reason of a rejection',
          'zh-CN': '须由指定收款人以外的人员处理；不予确认的理由将告知客户',
        }),
      }),
  ),
  leadsTo: 'PayClaim',
  orTo: ['AwaitAgreement'],
  queue: () => claimQueues.handler,
  notFor: ({ it }) => ('payeeDoubt' in it && it.payeeDoubt ? [it.payeeDoubt.namedBy.sub] : []),
  opens({ it, customer }) {
    const { payee, approved } = doubtedOf(it);
    return {
      facts: { doubts: [...payeeDoubts], customerName: customer.name, payee: shownPayee(payee), approved },
      change: { happened: 'payee-check-started' },
    };
  },
  decides({ it, by }, decision) {
    const { payee, namedBy } = doubtedOf(it);
    if (namedBy.sub === by.sub) throw new DomainError(problems.makerIsChecker, says.makerIsChecker);
    if (decision.outcome === 'confirm') {
      return { happened: 'payee-confirmed', drops: ['payeeDoubt'], note: decision.note };
    }
    const { reason } = decision;
    return {
      happened: 'payee-rejected',
      set: { status: 'OFFERED' },
      drops: ['payee', 'payeeDoubt', 'agreedAt'],
      note: reason,
      tells: [{ template: 'claim-payee-rejected', model: { payee: payee.name, reason } }],
    };
  },
});

/** Throws `illegal-state` for a claim whose payee nobody doubts. */
function doubtedOf(claim: Claim) {
  if (claim.status !== 'AGREED' || !claim.payee || !claim.payeeDoubt) {
    throw new DomainError('illegal-state', says.noPayeeToCheck);
  }
  return { payee: claim.payee, approved: claim.approved, namedBy: claim.payeeDoubt.namedBy };
}
