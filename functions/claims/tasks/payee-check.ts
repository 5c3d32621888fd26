import * as z from 'zod';
import { confirmed } from '../../payments/payee-history.ts';
import { DomainError } from '../../platform/problems.ts';
import { lines } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import { type ClaimWorld, note } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { problems } from '../claim-problems.ts';
import { claimQueues } from '../claim-queues.ts';
import { says } from '../claim-wordings.ts';
import { isFrequentPayee } from '../rules/frequent-payee.ts';
import { checkFacts, payeeFacts } from './payee-check-facts.ts';

/**
 * Somebody else than the customer is to be paid, or somebody who is paid for many other claims: another person than the one who
 * named them confirms it before any money goes; somebody senior, where it is for many.
 */
export const payeeCheck = claimKind({
  kind: 'payee-check',
  clock: 'payee-check',
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: checkFacts,
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
  // Whom a handler has confirmed may be paid for many claims by then, which somebody senior looks at.
  orTo: ['AwaitAgreement', 'CheckPayee'],
  queue: ({ it, reads }) => (isFrequentPayee(it, reads) ? claimQueues.supervisor : claimQueues.handler),
  notFor: ({ it }) => ('payeeDoubt' in it && it.payeeDoubt?.namedBy ? [it.payeeDoubt.namedBy.sub] : []),
  opens(world) {
    const { namedBy, isFrequent } = doubtedOf(world);
    const facts = payeeFacts(world, isFrequent);
    const doubt = { payeeDoubt: { namedBy, frequent: true } } as const;
    const change = {
      happened: 'payee-check-started',
      ...(isFrequent && { set: doubt }),
      data: { doubts: facts.doubts },
    };
    return { facts, change };
  },
  decides(world, decision) {
    const { it, by, now } = world;
    const { payee, namedBy, payeeDoubt } = doubtedOf(world);
    if (namedBy?.sub === by.sub) throw new DomainError(problems.makerIsChecker, says.makerIsChecker);
    if (decision.outcome === 'confirm') {
      const { claimId: caseId, reference, customerId } = it;
      const confirmation = confirmed({ customerId, account: payee.account }, { caseId, reference }, now);
      return {
        happened: 'payee-confirmed',
        drops: ['payeeDoubt'],
        note: decision.note,
        // Only whoever was shown how often the payee is paid has confirmed that.
        ...(payeeDoubt?.frequent && { set: { payeeChecked: true }, also: [confirmation] }),
      };
    }
    const { reason } = decision;
    return {
      happened: 'payee-rejected',
      set: { status: 'OFFERED' },
      drops: ['payee', 'payeeNamedBy', 'payeeDoubt', 'agreedAt'],
      note: reason,
      tells: [{ template: 'claim-payee-rejected', model: { payee: payee.name, reason } }],
    };
  },
});

/** Throws `illegal-state` for a claim whose payee nobody doubts. */
function doubtedOf({ it, customer, reads }: Pick<ClaimWorld, 'it' | 'customer' | 'reads'>) {
  const isFrequent = isFrequentPayee(it, reads);
  if (it.status !== 'AGREED' || !(it.payeeDoubt || isFrequent)) {
    throw new DomainError('illegal-state', says.noPayeeToCheck);
  }
  const { payee = { name: customer.name }, payeeDoubt, payeeNamedBy } = it;
  return { payee, payeeDoubt, namedBy: payeeDoubt?.namedBy ?? payeeNamedBy, isFrequent };
}
