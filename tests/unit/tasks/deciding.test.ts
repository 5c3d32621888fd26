import { describe, expect, test } from '@jest/globals';
import { handover } from '../../../functions/cases/handover.ts';
import type { Claim } from '../../../functions/claims/claim.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import { claimType } from '../../../functions/claims/claim-type.ts';
import { reserve } from '../../../functions/claims/rules/reservation.ts';
import { adjudication } from '../../../functions/claims/tasks/adjudication.ts';
import { review } from '../../../functions/claims/tasks/review.ts';
import { decide } from '../../../functions/tasks/deciding.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { tasks as taskStore } from '../../../functions/tasks/task-store.ts';
import { says } from '../../../functions/tasks/task-wordings.ts';
import { aClaim, aHandover, aPerson, aTask, at, aWorld, cny, MINUTE, now } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';
import { itemOf, written } from '../../support/stored.ts';

type Kind = Parameters<typeof decide<Claim, ReturnType<typeof aWorld>['reads']>>[1];

const approval = { outcome: 'approve', amount: cny(320_000), breakdown: [] } as const;
const denial = { outcome: 'deny', clause: '第七条', reasons: '未投保' } as const;
const request = { outcome: 'request-documents', documents: ['id-card'] } as const;
const proposing = (decision: object) => ({ proposal: { decision, maker: { sub: 'u-maker', name: '经办' } } });
const handler = aPerson('claims-handler');
const supervisor = aPerson('claims-supervisor');

/** The decision on a claim that is adjudicated and waits for the task. */
function decided(kind: Kind, decision: Readonly<Record<string, unknown>>, task: Task | undefined, given: object = {}) {
  const claim = aClaim('ADJUDICATION', { ...(task && { openTaskId: task.taskId }), ...given });
  return decide(claims, kind, aWorld(claim, { task }), decision, kind === review ? supervisor : handler, now);
}

describe('a decision', () => {
  test('is the change of its case, its event and the decided task, whose workflow goes on', () => {
    const { after, task, writes } = decided(adjudication, approval, aTask());
    expect(after).toMatchObject({ status: 'APPROVED', execution: 1, version: 5, wakeAt: at(15 * MINUTE) });
    expect(task).toMatchObject({ status: 'DECIDED', decision: approval, decidedBy: { sub: handler.sub }, version: 5 });
    expect(task?.resume).toStrictEqual({ output: { outcome: 'approve' } });
    const [ofClaim, ofEvent, ...others] = writes;
    expect(ofClaim).toStrictEqual(claims.replace(after, 4));
    expect(ofEvent && itemOf(ofEvent)).toMatchObject({
      type: 'claim.approved.v1',
      version: 5,
      actor: { sub: handler.sub, name: handler.name },
      data: { amount: cny(320_000), status: 'APPROVED' },
    });
    const answered = task && taskStore.write(task, 4);
    expect(others).toStrictEqual([
      claims.listing(after),
      answered,
      reserve(aWorld(after).reads.policy, cny(320_000), now),
    ]);
    expect(answered && itemOf(answered)).toMatchObject({ outbox: 'resume' });
  });

  test.each<[string, Kind, object, object, string, string]>([
    ['to deny', adjudication, denial, {}, 'ReviewDecision', 'claim.decision-proposed.v1'],
    ['to ask for documents', adjudication, request, {}, 'AwaitDocuments', 'claim.documents-requested.v1'],
    ['to confirm a denial', review, { outcome: 'confirm' }, proposing(denial), 'CloseClaim', 'claim.denied.v1'],
    [
      'to return a proposal',
      review,
      { outcome: 'return' },
      proposing(approval),
      'Adjudicate',
      'claim.decision-returned.v1',
    ],
  ])(
    '%s leads elsewhere than usual: the wait ends with an error of that name',
    (_title, kind, decision, given, error, cause) => {
      const { task } = decided(kind, { ...decision }, aTask({ kind: kind.kind }), given);
      expect(task?.resume).toStrictEqual({ error, cause });
    },
  );

  test('is kept by its task as far as its kind wants it kept', () => {
    const discreet: Kind = { ...adjudication, keeps: ({ outcome }) => ({ outcome }) };
    const { after, task } = decided(discreet, approval, aTask());
    expect(task?.decision).toStrictEqual({ outcome: 'approve' });
    expect(after).toMatchObject({ status: 'APPROVED', approved: cny(320_000) });
  });

  test('that leads to where its kind does not say is a defect', () => {
    const { orTo, ...narrow } = adjudication;
    const ending: Kind = { ...narrow, decides: () => ({ happened: 'withdrawn', set: { status: 'WITHDRAWN' } }) };
    const wrong = 'A decision on adjudication leads to';
    expect(() => decided(narrow, request, aTask())).toThrow(`${wrong} AwaitDocuments, which it does not name`);
    expect(() => decided(ending, approval, aTask())).toThrow(`${wrong} null, which it does not name`);
    expect(decided(narrow, approval, aTask()).task?.resume).toStrictEqual({ output: { outcome: 'approve' } });
  });

  test.each<[string, Task | undefined]>([
    ['none', undefined],
    ['one of another kind', aTask({ kind: 'review' })],
    ['one that is decided', aTask({ status: 'DECIDED' })],
    ['one that is cancelled', aTask({ status: 'CANCELLED' })],
  ])('changes the case alone where the open task is %s', (_title, open) => {
    const { after, task, writes } = decided(adjudication, request, open);
    expect(task).toBeUndefined();
    expect(after).toMatchObject({ status: 'DOCUMENTS_REQUESTED', execution: 1, version: 5 });
    expect(writes[0]).toStrictEqual(claims.replace(after, 4));
    const { events, tasks, messages } = written(writes);
    expect(tasks).toEqual([]);
    expect(events).toMatchObject([{ type: 'claim.documents-requested.v1' }]);
    expect(messages).toMatchObject([
      { template: 'claim-documents-requested' },
      { template: 'claim-documents-requested' },
    ]);
    expect(writes[1] && itemOf(writes[1])).toMatchObject({ actor: { sub: handler.sub } });
  });

  test('is refused by the task where somebody else has it', () => {
    const assignee = { sub: 'u-other', name: '他人' };
    const deciding = () => decided(adjudication, request, aTask({ assignee }));
    expect(refusalOf(deciding)).toEqual(refused('forbidden', says.notYours));
  });
});

describe('a hand-over', () => {
  const decision = { outcome: 'resume', note: '已修复' };

  test('that a workflow waits for lets it go on wherever the case stands', () => {
    const { after, task, writes } = decided(handover(claimType), decision, aTask({ kind: 'handover' }));
    expect(task?.resume).toStrictEqual({ output: { outcome: 'resume' } });
    expect(after).toMatchObject({ status: 'ADJUDICATION', execution: 1 });
    expect(writes[0]).toStrictEqual(claims.replace(after, 4));
    expect(written(writes).events).toEqual([{ type: 'claim.resumed.v1', data: {} }]);
  });

  test('that no workflow waits for starts one in the place of what has ended', () => {
    const { after, task, writes } = decided(handover(claimType), decision, aHandover());
    expect(task).toMatchObject({ status: 'DECIDED', version: 5, resume: { output: { outcome: 'resume' } } });
    expect(after).toMatchObject({ status: 'ADJUDICATION', execution: 2, restarts: 1, version: 6 });
    const starts = { workflow: 'claim-lifecycle', name: 'claim-clm_1-2', input: { caseId: 'clm_1' } };
    expect(writes[0]).toStrictEqual(claims.replace(after, 4, { outbox: 'start', starts }));
    const { events, tasks } = written(writes);
    expect(events).toEqual([
      { type: 'claim.resumed.v1', data: {} },
      { type: 'claim.restarted.v1', data: { reason: 'resumed' } },
    ]);
    expect(tasks).toMatchObject([{ taskId: 'tsk_1', status: 'DECIDED' }]);
    expect(tasks[0]).not.toHaveProperty('outbox');
  });
});
