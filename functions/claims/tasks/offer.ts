import * as z from 'zod';
import { ruleFor } from '../../cases/clocks.ts';
import { reachCustomer } from '../../cases/reach-customer.ts';
import { DomainError } from '../../platform/problems.ts';
import { actorOf } from '../../platform/record/events.ts';
import type { Write } from '../../platform/record/table.ts';
import { lines } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import { followUp } from '../../tasks/follow-up.ts';
import { type ApprovedClaim, approvedFacts, type Claim, type ClaimWorld } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimType } from '../claim-type.ts';
import { says } from '../claim-wordings.ts';
import { payee, withoutAccount } from '../payee.ts';
import { release } from '../rules/reservation.ts';
import { naming } from '../rules/third-party-payee.ts';

/** The customer is to agree or disagree; silence is answered with a reminder and is no consent. */
export const offer = claimKind({
  kind: 'offer',
  clock: 'offer',
  deciders: ['customer'],
  facts: z.lazy(() => approvedFacts.meta({ id: 'OfferFacts' })),
  decision: z.lazy(() =>
    z
      .discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('agreed'), payee: payee.optional() }),
        z.strictObject({ outcome: z.literal('disputed'), reason: lines(2000).optional() }),
      ])
      .meta({
        id: 'OfferDecision',
        ...described({ en: 'Made by acceptance or dispute of the claim', 'zh-CN': '由客户同意或提出异议时作出' }),
      }),
  ),
  leadsTo: 'PayClaim',
  orTo: ['Adjudicate', 'CheckPayee'],
  queue: () => claimQueues.customer,
  opens(world) {
    const { it } = world;
    const { approved, offer: made } = approvedOf(it);
    const clause = made.clause && { clause: made.clause };
    const model = { approved, breakdown: made.breakdown, ...clause, ...payingDays(world) };
    const facts = { approved, offer: made };
    // It was told before, and comes back for another payee.
    if (it.status === 'OFFERED') return { facts, change: { happened: 'offer-reopened' } };
    return {
      facts,
      change: {
        happened: 'offered',
        set: { status: 'OFFERED' },
        data: { amount: approved },
        tells: [{ template: 'claim-offered', model }],
      },
    };
  },
  decides(world, decision) {
    const { it, reads, by, now } = world;
    if (it.status !== 'OFFERED') throw new DomainError('illegal-state', says.noOfferWhile(it.status));
    if (decision.outcome === 'agreed') {
      return {
        happened: 'agreed',
        set: { status: 'AGREED', agreedAt: now.toISOString(), ...naming(world, decision.payee, actorOf(by)) },
      };
    }
    return {
      happened: 'disputed',
      set: { status: 'DISPUTED' },
      drops: ['reserved'],
      note: decision.reason,
      also: [release(reads.policy, it.reserved, now)],
    };
  },
  keeps: (decision) => ('payee' in decision ? withoutAccount(decision) : decision),
  overdue: (world, now) => ({
    happened: 'offer-reminded',
    tells: [{ template: 'claim-offer-reminder', model: { approved: approvedOf(world.it).approved } }],
    // Twice in vain: somebody asks. Nobody takes silence for consent.
    ...(world.task?.reminders === 1 && { also: askedFor(world, now) }),
  }),
});

function askedFor(world: ClaimWorld, now: Date): Write[] {
  const { name, email, phone } = world.customer;
  const occasion = {
    facts: { template: 'claim-offered', why: 'silent', name, email, phone },
    key: `silent-${world.it.version}`,
  } as const;
  return followUp(claimType, world, reachCustomer(claimType), occasion, now).writes;
}

/** Insurance Law art. 23, as the pack has it that the claim began with. */
function payingDays(world: ClaimWorld): { paysWithinDays?: number } {
  const found = ruleFor(claimType, world, { class: 'law', clock: 'payment' }, world.it.updatedAt);
  return found?.rule.unit === 'natural-day' ? { paysWithinDays: found.rule.length } : {};
}

/** Throws for a claim that is not approved, which the workflow does not bring here. */
function approvedOf(claim: Claim): ApprovedClaim {
  if (claim.status === 'APPROVED' || claim.status === 'PARTIALLY_APPROVED' || claim.status === 'OFFERED') return claim;
  throw new Error(`Claim ${claim.claimId} is ${claim.status} and has no offer`);
}
