import * as z from 'zod';
import { type CaseType, caseFields } from '../../functions/cases/case.ts';
import { caseStore } from '../../functions/cases/case-store.ts';
import { chainOf } from '../../functions/cases/chain/chain.ts';
import { newCase } from '../../functions/cases/world.ts';
import { type Handlers, routeTable } from '../../functions/platform/http/route.ts';
import { actorOf } from '../../functions/platform/record/events.ts';
import { kindsOf } from '../../functions/tasks/task-kind.ts';
import { waitsFor, workflowOf } from '../../workflows/asl.ts';

const queue = { name: 'complaints-officer', escalatesTo: 'complaints-manager' } as const;
const body = z.strictObject({ customerId: z.string(), branchId: z.string(), text: z.string() });
const schema = z.object({ ...caseFields, ...body.shape, wishId: z.string(), status: z.enum(['MADE', 'CLOSED']) });

/** A customer's wish, which an officer grants. */
const wish: CaseType<z.infer<typeof schema>, undefined, 'BeginWish' | 'GrantWish'> = {
  name: 'wish',
  prefix: 'wsh',
  letter: 'W',
  idOf: ({ wishId }) => wishId,
  schema,
  workflow: 'wishes',
  transitions: { MADE: ['CLOSED'], CLOSED: [] },
  begins: 'BeginWish',
  stands: { MADE: 'GrantWish', CLOSED: null },
  handover: { queue, clock: { hours: 24 } },
  reads: async () => undefined,
};
export const wishes = caseStore(wish);

const grant = kindsOf(wish)({
  kind: 'wish-grant',
  clock: { hours: 48 },
  deciders: [queue.name, queue.escalatesTo],
  facts: z.object({ text: z.string() }),
  decision: z.strictObject({ outcome: z.literal('granted') }),
  queue: () => queue,
  opens: ({ it: { text } }) => ({ facts: { text }, change: { happened: 'heard' } }),
  decides: () => ({ happened: 'granted', set: { status: 'CLOSED' }, tells: [{ template: 'claim-closed', model: {} }] }),
});

export const wishChain = chainOf({ store: wishes, queues: [queue], kinds: [grant] });
export const wishWorkflow = workflowOf(wish, 'A wish from its making to its granting', {
  BeginWish: { says: 'Finds the place where the wish stands', step: 'begin' },
  GrantWish: waitsFor(grant, 'An officer grants it'),
});

const route = { method: 'POST', path: '/v1/wishes', function: 'wishes-api', who: ['service-rep'] } as const;
const summary = { en: 'Note a wish', 'zh-CN': '登记愿望' };
const responses = { 201: { description: summary, body: schema } };
export const routes = routeTable([{ operationId: 'noteWish', ...route, summary, body, responses }]);

export const handlers: Handlers<typeof routes, object> = {
  async noteWish(_deps, { principal, body: noted, now }) {
    const { id, fields } = newCase(wish, now);
    const made = { ...noted, ...fields, wishId: id, status: 'MADE' } as const;
    return { status: 201, body: made, writes: wishes.create(made, { happened: 'made' }, actorOf(principal)) };
  },
};
