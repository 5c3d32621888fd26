import * as z from 'zod';
import { DomainError } from '../../platform/problems.ts';
import { described } from '../../platform/wording.ts';
import { note, proposal } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { problems } from '../claim-problems.ts';
import { claimQueues } from '../claim-queues.ts';
import { says } from '../claim-wordings.ts';
import { approve, deny } from '../rules/adjudication.ts';
import { factsOf, lossFacts } from './facts.ts';

/** A second person reviews the proposal: its maker is refused with `maker-is-checker`. */
export const review = claimKind({
  kind: 'review',
  clock: 'review',
  deciders: ['claims-supervisor'],
  facts: z.lazy(() => lossFacts.unwrap().extend({ proposal: proposal.optional() }).meta({ id: 'ReviewFacts' })),
  decision: z.lazy(() =>
    z.strictObject({ outcome: z.enum(['confirm', 'return']), note }).meta({
      id: 'ReviewDecision',
      ...described({ en: 'By another person than the one who decided', 'zh-CN': '须由经办人以外的人员处理' }),
    }),
  ),
  leadsTo: 'AwaitAgreement',
  orTo: ['CloseClaim', 'Adjudicate'],
  queue: () => claimQueues.supervisor,
  notFor: ({ it }) => ('proposal' in it && it.proposal ? [it.proposal.maker.sub] : []),
  opens: (world) => ({
    facts: { ...factsOf(world), proposal: 'proposal' in world.it ? world.it.proposal : undefined },
    change: { happened: 'review-started', set: {} },
  }),
  decides(world, { outcome }) {
    const { it, by, now } = world;
    const made = 'proposal' in it ? it.proposal : undefined;
    if (!made) throw new DomainError('illegal-state', says.noProposal);
    if (made.maker.sub === by.sub) throw new DomainError(problems.makerIsChecker, says.makerIsChecker);
    if (outcome === 'return') return { happened: 'decision-returned', drops: ['proposal'] };
    return made.decision.outcome === 'deny' ? deny(made.decision) : approve(world, made.decision, now);
  },
});
