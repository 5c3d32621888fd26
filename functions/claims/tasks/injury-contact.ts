import * as z from 'zod';
import { lines } from '../../platform/text.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimSettings } from '../claim-settings.ts';
import { factsOf, lossFacts } from './facts.ts';

const hours = claimSettings.taskHours['injury-contact'];

/** Somebody who was hurt is called early, before anybody talks of money. */
export const injuryContact = claimKind({
  kind: 'injury-contact',
  hours,
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
      tells: [{ template: 'claim-injury-contact', model: { hours } }],
    },
  }),
  decides: ({ now }) => ({ happened: 'injury-contacted', set: { contactedAt: now.toISOString() } }),
});
