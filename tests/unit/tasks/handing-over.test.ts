import { describe, expect, test } from '@jest/globals';
import { handover } from '../../../functions/cases/handover.ts';
import { wakesAfter } from '../../../functions/cases/world.ts';
import type { Claim } from '../../../functions/claims/claim.ts';
import { type ClaimPlace, claimType } from '../../../functions/claims/claim-type.ts';
import { system } from '../../../functions/platform/record/events.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { aClaim, aPayment, aTask, at, aWorld, decidedBy, HOUR } from '../../support/fixtures.ts';
import { promisedHours } from '../../support/promised.ts';
import { written } from '../../support/stored.ts';
import { visit, waited } from './waited.ts';

const kind = handover(claimType);
const failure = { error: 'BrokenStep', cause: 'x is not a function' };
const until = at(promisedHours('handover') * HOUR + visit);

/** The step of the state that waits for somebody to mend what failed in `state`. */
function handedOver(state: ClaimPlace, claim: Claim, task?: Task) {
  return waited(kind, state, claim, { task, failure, payment: aPayment('PAID') });
}

describe('a hand-over', () => {
  const decided = aTask({ status: 'DECIDED' });

  test.each<[string, ClaimPlace, Claim, Task | undefined]>([
    ['where the claim still stands at the state that failed', 'Adjudicate', aClaim('ADJUDICATION'), undefined],
    ['there too after a decision, which led back to it', 'Adjudicate', aClaim('ADJUDICATION'), decided],
    ['where the claim was led elsewhere by no decision', 'PayClaim', aClaim('PAYMENT_ORDERED'), undefined],
    ['of the first state, also after a decision', 'RegisterClaim', aClaim('OFFERED'), decided],
    ['while another task is open', 'SurveyLoss', aClaim('ADJUDICATION'), aTask()],
  ])('is opened %s', async (_title, state, claim, task) => {
    const { writes, turn } = await handedOver(state, claim, task);
    expect(turn).toBeUndefined();
    const { claims: changed, events, tasks } = written(writes);
    expect(tasks[0]).toMatchObject({
      kind: 'handover',
      queue: 'claims-supervisor',
      status: 'OPEN',
      facts: { state, ...failure },
      dueAt: until,
      taskToken: 'a new token',
    });
    expect(changed).toMatchObject([{ status: claim.status, openTaskId: tasks[0]?.taskId, wakeAt: wakesAfter(until) }]);
    const data = { state, error: 'BrokenStep', queue: 'claims-supervisor' };
    expect(events).toEqual([{ type: 'claim.handed-over.v1', data }]);
  });

  test.each<[string, ClaimPlace, Claim, Task | undefined]>([
    ['a decision has led the claim away from what failed', 'Adjudicate', aClaim('APPROVED'), decided],
    ['nothing is left to do for the claim', 'CloseClaim', aClaim('CLOSED'), undefined],
  ])('is not opened where %s', async (_title, state, claim, task) => {
    const { turn, ...rest } = await handedOver(state, claim, task);
    expect(turn).toMatchObject({ name: 'case-moved' });
    expect(rest).toEqual({});
  });

  test('that nobody decided is escalated, wherever the claim stands', async () => {
    const task = aTask({ kind: 'handover', queue: 'claims-supervisor', dueAt: at(0) });
    const { writes, turn } = await handedOver('SurveyLoss', aClaim('ADJUDICATION'), task);
    expect(turn).toBeUndefined();
    const { claims: changed, events, tasks } = written(writes);
    expect(tasks).toMatchObject([{ taskId: 'tsk_1', status: 'OPEN', escalations: 1, dueAt: until }]);
    expect(changed).toMatchObject([{ status: 'ADJUDICATION', wakeAt: wakesAfter(until) }]);
    const data = { kind: 'handover', queue: 'claims-supervisor' };
    expect(events).toEqual([{ type: 'claim.task-escalated.v1', data }]);
  });
});

describe('the kind of a hand-over', () => {
  const queue = (name: 'claims-handler' | 'claims-supervisor') => ({ name, escalatesTo: 'claims-supervisor' }) as const;

  test('is decided by its queue and by those above it', () => {
    const decidersOf = (of: ReturnType<typeof queue>) =>
      handover({ ...claimType, handover: { queue: of, clock: { hours: 1 } } }).deciders;
    expect(decidersOf(queue('claims-handler'))).toEqual(['claims-handler', 'claims-supervisor']);
    expect(decidersOf(queue('claims-supervisor'))).toEqual(['claims-supervisor']);
  });

  test('says that it knows nothing, where nobody says what failed', () => {
    const { facts, change } = kind.opens(aWorld(aClaim('ADJUDICATION')));
    expect(kind.facts.parse(facts)).toStrictEqual({ state: '', error: 'unknown', cause: '' });
    expect(change).toStrictEqual({ happened: 'handed-over', data: { state: '', error: 'unknown' } });
  });

  test('is decided by a note, and leaves the case as it is', () => {
    const world = { ...decidedBy('claims-supervisor', aClaim('ADJUDICATION')), by: { ...system, roles: [] } };
    expect(kind.decides(world, { outcome: 'resume', note: '已修复' })).toStrictEqual({
      happened: 'resumed',
      note: '已修复',
    });
  });
});
