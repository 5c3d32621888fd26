import { describe, expect, test } from '@jest/globals';
import { wakesAfter } from '../../../functions/cases/world.ts';
import { adjudication } from '../../../functions/claims/tasks/adjudication.ts';
import { documents } from '../../../functions/claims/tasks/documents.ts';
import { offer } from '../../../functions/claims/tasks/offer.ts';
import { tasks as taskStore } from '../../../functions/tasks/task-store.ts';
import { aClaim, aTask, at, cny, HOUR, MINUTE } from '../../support/fixtures.ts';
import { promisedHours } from '../../support/promised.ts';
import { written } from '../../support/stored.ts';
import { visit, waited } from './waited.ts';

const moved = { name: 'case-moved', message: 'The case stands elsewhere by now' };

describe('a task that nobody has decided in its time', () => {
  test.each([MINUTE, 0, -HOUR])('goes to the queue above, %d ms before it is due', async (left) => {
    const task = aTask({ dueAt: at(left), assignee: { sub: 'u-li', name: '李处理' } });
    const { writes, turn } = await waited(adjudication, 'Adjudicate', aClaim('ADJUDICATION'), { task });
    const until = at(promisedHours('decision') * HOUR + visit);
    expect(turn).toBeUndefined();
    const { claims: changed, events, tasks } = written(writes);
    const { assignee, ...unassigned } = task;
    const escalated = { queue: 'claims-supervisor', taskToken: 'a new token', dueAt: until, escalations: 1 };
    const next = { ...unassigned, ...escalated, version: 5, updatedAt: at(0) };
    expect(tasks).toMatchObject([next]);
    expect(writes).toContainEqual(taskStore.write(next, 4));
    expect(changed).toMatchObject([{ status: 'ADJUDICATION', version: 5, wakeAt: wakesAfter(until) }]);
    const data = { kind: 'adjudication', queue: 'claims-supervisor' };
    expect(events).toEqual([{ type: 'claim.task-escalated.v1', data }]);
  });

  test('is put to the customer again, where it is an offer', async () => {
    const task = aTask({ kind: 'offer', queue: 'customer', dueAt: at(0) });
    const { writes, turn } = await waited(offer, 'AwaitAgreement', aClaim('OFFERED'), { task });
    const until = at(promisedHours('offer') * HOUR + visit);
    expect(turn).toBeUndefined();
    const { claims: changed, events, tasks, messages } = written(writes);
    expect(tasks).toMatchObject([{ queue: 'customer', dueAt: until, taskToken: 'a new token', escalations: 0 }]);
    expect(changed).toMatchObject([{ status: 'OFFERED', version: 5, wakeAt: wakesAfter(until) }]);
    expect(events).toEqual([{ type: 'claim.offer-reminded.v1', data: {} }]);
    const model = { approved: cny(320_000), reference: 'CK7Q2-M9X41' };
    expect(messages).toEqual(Array(2).fill({ template: 'claim-offer-reminder', model }));
  });

  test('is cancelled where the claim goes on without it, and the workflow finds its place anew', async () => {
    const task = aTask({ kind: 'documents', queue: 'customer', dueAt: at(0) });
    const { writes, turn } = await waited(documents, 'AwaitDocuments', aClaim('DOCUMENTS_REQUESTED'), { task });
    expect(turn).toMatchObject(moved);
    const { claims: changed, events, tasks } = written(writes);
    expect(changed).toMatchObject([{ status: 'ADJUDICATION', version: 5, wakeAt: at(15 * MINUTE) }]);
    expect(events).toEqual([{ type: 'claim.documents-overdue.v1', data: { status: 'ADJUDICATION' } }]);
    expect(tasks).toMatchObject([{ status: 'CANCELLED', taskToken: 'a token', resume: { error: 'case-moved' } }]);
  });
});
