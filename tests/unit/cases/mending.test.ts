import { describe, expect, test } from '@jest/globals';
import { type Health, looksAgain, mend } from '../../../functions/cases/finding/mending.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { aClaim, aHandover, aTask, at, aWorld, HOUR, MINUTE, now } from '../../support/fixtures.ts';
import { promisedHours } from '../../support/promised.ts';
import { written } from '../../support/stored.ts';

const handoverHours = promisedHours('handover');

/** How a claim in adjudication stands, an hour past its time. */
interface Row {
  readonly it?: Readonly<Record<string, unknown>>;
  readonly task?: Task;
  readonly health: Health;
}

const running: Health = { status: 'RUNNING' };
const missing: Health = { status: 'MISSING' };
const aborted: Health = { status: 'ABORTED' };
const timedOut: Health = { status: 'TIMED_OUT', error: 'States.Timeout' };
const succeeded: Health = { status: 'SUCCEEDED' };
const failed: Health = { status: 'FAILED', error: 'BrokenStep' };
const placeUnknown: Health = { status: 'FAILED', error: 'place-unknown' };

/** What is written, by what it is. */
function mended({ it, task, health }: Row, status: Parameters<typeof aClaim>[0] = 'ADJUDICATION') {
  const claim = aClaim(status, { ...(task && { openTaskId: task.taskId }), ...it });
  const { claims: cases, events, tasks, findings } = written(mend(claims, aWorld(claim, { task }), health, now));
  return { claims: cases, events, tasks, findings };
}

const nothing = { claims: [], events: [], tasks: [], findings: [] };

describe('nothing is written', () => {
  test.each<[string, Row]>([
    ['for a claim that runs, up to a day past its time', { health: running, it: { wakeAt: at(-24 * HOUR + 1) } }],
    [
      'for one that was looked at since, up to a day past its first time',
      { health: running, it: { wakeAt: at(0), lateSince: at(-24 * HOUR + 1) } },
    ],
    [
      'for one whose new execution is not there yet, up to six hours after its start',
      { health: missing, it: { restarts: 1, updatedAt: at(-6 * HOUR + 1) } },
    ],
    ['for one that was handed over, until that is due', { health: failed, task: aHandover({ dueAt: at(1) }) }],
  ])('%s', (_title, row) => {
    expect(mended(row)).toEqual(nothing);
  });

  test.each(['CLOSED', 'WITHDRAWN'] as const)('for one that is %s, however its execution ended', (status) => {
    for (const health of [running, missing, aborted, timedOut, succeeded, failed, placeUnknown]) {
      expect(mended({ health, it: { wakeAt: at(-48 * HOUR) } }, status)).toEqual(nothing);
    }
  });
});

describe('a claim for which nothing is written', () => {
  const again = (...given: Parameters<typeof aClaim>) => written([looksAgain(claims, aClaim(...given), now)]).claims;

  test('is looked at again a quarter of an hour later, and its first time is kept', () => {
    const [first] = again('ADJUDICATION', { wakeAt: at(-1) });
    expect(first).toMatchObject({ version: 4, wakeAt: at(15 * MINUTE), lateSince: at(-1) });
    const [next] = again('ADJUDICATION', { wakeAt: at(0), lateSince: at(-HOUR) });
    expect(next).toMatchObject({ version: 4, wakeAt: at(15 * MINUTE), lateSince: at(-HOUR) });
  });

  test.each(['CLOSED', 'WITHDRAWN'] as const)('is never looked at again when it is %s', (status) => {
    const [ended] = again(status, { wakeAt: at(-HOUR), lateSince: at(-HOUR) });
    expect(ended?.wakeAt).toBeUndefined();
    expect(ended?.lateSince).toBeUndefined();
  });

  test('has the same place and version only for whoever was first to look at it', () => {
    const claim = aClaim('ADJUDICATION', { wakeAt: at(-1) });
    expect(looksAgain(claims, claim, now)).toMatchObject({ read: 4, due: at(-1) });
    const { wakeAt, ...never } = claim;
    expect(claims.wakes(never, at(1))).not.toHaveProperty('due');
  });
});

describe('the next execution is started', () => {
  const open = aTask();
  const decided = aTask({ status: 'DECIDED' });
  const cancelled = aTask({ status: 'CANCELLED' });

  const ended = { kind: 'execution-ended', reason: 'execution-ended' };
  const neverStarted = { kind: 'start-missing', reason: 'execution-missing' };
  const hangs = { kind: 'no-progress', reason: 'no-progress', replaces: 'claim-clm_1-1' };

  test.each<[string, Row, { kind: string; reason: string; replaces?: string }]>([
    ['in place of one that runs, a day past its time', { health: running, it: { wakeAt: at(-24 * HOUR) } }, hangs],
    [
      'in place of one that runs, a day past its time, however often it was looked at since',
      { health: running, it: { wakeAt: at(0), lateSince: at(-24 * HOUR) } },
      hangs,
    ],
    ['where none ever started, as soon as that is seen', { health: missing, it: { updatedAt: at(-1) } }, neverStarted],
    ['where none ever started, though a task is open', { health: missing, task: open }, neverStarted],
    [
      'where the next one never started, after six hours',
      { health: missing, it: { restarts: 1, updatedAt: at(-6 * HOUR) } },
      neverStarted,
    ],
    ['after one that was stopped', { health: aborted }, ended],
    [
      'after one that was stopped as soon as it was started',
      { health: aborted, it: { restarts: 1, updatedAt: at(-1) } },
      ended,
    ],
    ['after one that has timed out', { health: timedOut }, ended],
    ['after one that has ended too early', { health: succeeded }, ended],
    ['after one that did not know the place', { health: placeUnknown }, ended],
    ['after one that waited for a task', { health: aborted, task: open }, { ...ended, kind: 'wait-gone' }],
    [
      'after one that had still to follow a decision',
      { health: aborted, task: decided },
      { ...ended, kind: 'decision-without-effect' },
    ],
    ['after one whose task was cancelled', { health: aborted, task: cancelled }, ended],
    ['for the third time', { health: aborted, it: { restarts: 2 } }, ended],
  ])('%s', (_title, row, { kind, reason, replaces }) => {
    const restarts = Number(row.it?.restarts ?? 0) + 1;
    const starts = { workflow: 'claim-lifecycle', name: 'claim-clm_1-2', input: { caseId: 'clm_1' } };
    const repair = mended(row);
    expect(repair).toMatchObject({
      claims: [
        { status: 'ADJUDICATION', version: 5, execution: 2, restarts, wakeAt: at(15 * MINUTE), outbox: 'start' },
      ],
      events: [{ type: 'claim.restarted.v1', data: { reason } }],
      findings: [
        {
          kind,
          action: 'restarted',
          executionName: 'claim-clm_1-1',
          executionStatus: row.health.status,
          foundAt: at(0),
        },
      ],
    });
    expect(repair.claims[0]?.starts).toEqual(replaces ? { ...starts, replaces } : starts);
    expect(repair.tasks).toEqual([]);
  });
});

const overCause = 'The execution has ended and nothing goes on by itself';
const hangsCause = 'The execution runs, but the case does not move on';

describe('a person gets a task that no workflow waits for', () => {
  test.each<[string, Row, kind: string, error: string, cause: string]>([
    [
      'after an execution that failed of something nobody foresaw',
      { health: failed },
      'execution-ended',
      'BrokenStep',
      overCause,
    ],
    [
      'after three starts without moving on',
      { health: aborted, it: { restarts: 3 } },
      'execution-ended',
      'ABORTED',
      overCause,
    ],
    [
      'after three starts, also of executions that did not know the place',
      { health: placeUnknown, it: { restarts: 3 } },
      'execution-ended',
      'place-unknown',
      overCause,
    ],
    [
      'after three starts, also where the fourth execution runs, a day past its time',
      { health: running, it: { restarts: 3, wakeAt: at(-24 * HOUR) } },
      'no-progress',
      'RUNNING',
      hangsCause,
    ],
    [
      'after three starts of which nothing came in six hours',
      { health: missing, it: { restarts: 3, updatedAt: at(-6 * HOUR) } },
      'start-missing',
      'MISSING',
      'No execution is there',
    ],
  ])('%s', (_title, row, kind, error, cause) => {
    const { claims: changed, events, tasks, findings } = mended(row);
    const due = handoverHours * HOUR;
    expect(tasks).toMatchObject([
      {
        kind: 'handover',
        queue: 'claims-supervisor',
        status: 'OPEN',
        dueAt: at(due),
        facts: { state: 'Adjudicate', error, cause },
      },
    ]);
    expect(tasks[0]).not.toHaveProperty('taskToken');
    const [task] = tasks;
    expect(changed).toMatchObject([{ version: 5, execution: 1, openTaskId: task?.taskId, wakeAt: at(due + HOUR) }]);
    // Two must not work on one case: an execution that runs is stopped.
    const stops = { workflow: 'claim-lifecycle', name: 'claim-clm_1-1', cause };
    const { outbox, stops: stopped } = Object(changed[0]);
    expect([outbox, stopped]).toEqual(row.health === running ? ['stop', stops] : [undefined, undefined]);
    expect(events).toMatchObject([{ type: 'claim.handed-over.v1', data: { state: 'Adjudicate', error } }]);
    expect(findings).toMatchObject([{ kind, action: 'handed-over' }]);
  });

  test('and the task that its workflow no longer waits for is cancelled', () => {
    const { tasks, findings } = mended({ health: failed, task: aTask() });
    expect(tasks).toMatchObject([
      { kind: 'handover', status: 'OPEN' },
      { taskId: 'tsk_1', status: 'CANCELLED', resume: { error: 'case-moved' } },
    ]);
    expect(findings).toMatchObject([{ kind: 'wait-gone', action: 'handed-over' }]);
  });
});

test('a hand-over that nobody decided goes to the queue above when it is due, however its execution stands', () => {
  for (const health of [failed, aborted, running, missing]) {
    const { claims: changed, events, tasks, findings } = mended({ health, task: aHandover({ dueAt: at(0) }) });
    const due = handoverHours * HOUR;
    expect(tasks).toMatchObject([{ taskId: 'tsk_1', queue: 'claims-supervisor', dueAt: at(due), escalations: 1 }]);
    expect(changed).toMatchObject([{ execution: 1, wakeAt: at(due + HOUR) }]);
    expect(events).toMatchObject([{ type: 'claim.task-escalated.v1' }]);
    expect(findings).toMatchObject([{ kind: 'handover-overdue', action: 'escalated' }]);
  }
});

test('a claim whose workflow ops have stopped is found each day, and left alone, however its execution stands', () => {
  for (const health of [aborted, failed, missing, running]) {
    const { claims: changed, ...rest } = mended({ health, it: { halted: true, restarts: 3 } });
    expect(changed).toMatchObject([{ version: 4, execution: 1, halted: true, wakeAt: at(24 * HOUR) }]);
    expect(changed[0]).not.toHaveProperty('outbox');
    expect(rest).toMatchObject({ events: [], tasks: [], findings: [{ kind: 'halted', action: 'none' }] });
  }
});
