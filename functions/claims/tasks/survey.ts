import * as z from 'zod';
import { money } from '../../platform/money.ts';
import { invalid } from '../../platform/problems.ts';
import { lines } from '../../platform/text.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { says } from '../claim-wordings.ts';
import { factsOf, lossFacts } from './facts.ts';

/** A surveyor looks at the loss and assesses it. */
export const survey = claimKind({
  kind: 'survey',
  clock: 'survey',
  deciders: ['surveyor', 'claims-supervisor'],
  facts: lossFacts,
  decision: z.lazy(() =>
    z
      .strictObject({ outcome: z.literal('assessed'), amount: money, findings: lines(4000) })
      .meta({ id: 'SurveyDecision' }),
  ),
  leadsTo: 'Adjudicate',
  queue: () => claimQueues.surveyor,
  opens: (world) => ({ facts: factsOf(world), change: { happened: 'survey-ordered', set: { status: 'SURVEY' } } }),
  decides({ reads: { policy } }, { amount }) {
    const { currency } = policy.sumInsured;
    if (amount.currency !== currency) throw invalid('/amount/currency', says.policyCurrency(currency));
    return { happened: 'assessed', set: { status: 'ASSESSED', assessed: amount } };
  },
  assigned(_world, { task, assignee, appointmentAt = task.dueAt }) {
    return {
      happened: 'surveyor-appointed',
      data: { surveyor: assignee.sub, at: appointmentAt },
      tells: [{ template: 'claim-surveyor-appointed', model: { surveyor: assignee.name, at: appointmentAt } }],
    };
  },
  calls: 'surveyor-called',
});
