import * as z from 'zod';
import { lines } from '../../platform/text.ts';
import { taskDue } from '../../tasks/task-due.ts';
import type { ClaimWorld } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimType } from '../claim-type.ts';
import { factsOf, lossFacts } from './facts.ts';

const clock = 'injury-contact';
const HOUR = 3_600_000;

/** Somebody who was hurt is called early, before anybody talks of money. */
export const injuryContact = claimKind({
  kind: 'injury-contact',
  clock,
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: lossFacts,
  decision: z.lazy(() =>
    z.strictObject({ outcome: z.literal('contacted'), note: lines(2000) }).meta({ id: 'InjuryContactDecision' }),
  ),
  leadsTo: 'Adjudicate',
  queue: () => claimQueues.handler,
  opens: (world) => ({
    facts: factsOf(world),
    change: {
      happened: 'injury-care-started',
      set: { status: 'INJURY_CARE' },
      tells: [{ template: 'claim-injury-contact', model: { hours: hoursFor(world) } }],
    },
  }),
  decides: ({ now }) => ({ happened: 'injury-contacted', set: { contactedAt: now.toISOString() } }),
  calls: 'injured-called',
});

/** Whole hours, and none more than there are from where the claim stands now. */
function hoursFor(world: ClaimWorld): number {
  const from = world.it.updatedAt;
  return Math.max(1, Math.floor((Date.parse(taskDue(claimType, world, clock, from)) - Date.parse(from)) / HOUR));
}
