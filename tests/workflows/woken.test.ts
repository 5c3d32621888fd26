import { describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../functions/cases/finding/finding.ts';
import { chains } from '../../functions/chains.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import { keptBy, keptWrites } from '../../functions/deadlines/keeping.ts';
import { shadows } from '../../functions/deadlines/shadow/shadow-store.ts';
import { digests } from '../../functions/deadlines/waking/digest.ts';
import { newJob } from '../../functions/jobs/job-store.ts';
import { messages } from '../../functions/notifications/message-store.ts';
import { staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import type { Leave } from '../../functions/organisation/staff/staff-member.ts';
import { paymentRepeats } from '../../functions/payments/payment-settings.ts';
import { payments } from '../../functions/payments/payment-store.ts';
import { type DueRecord, duePlace, dueShards, eachDue } from '../../functions/platform/record/due.ts';
import { begun } from '../../functions/platform/record/entity.ts';
import type { Table, Write } from '../../functions/platform/record/table.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { reminders, tasks } from '../../functions/tasks/task-store.ts';
import { type WakeDeps, wakeOf, wakes } from '../../functions/wakes.ts';
import { wake } from '../../functions/waking/waker.ts';
import { aClaim, aHandover, aPayment, aTask, at, DAY, HOUR, now } from '../support/fixtures.ts';
import { listed } from '../support/listed.ts';
import { portfolio } from '../support/portfolio.ts';
import { aMessage } from '../support/record-fixtures.ts';
import { testTable } from '../support/table.ts';

const run = { shards: dueShards, hasTime: () => true };

type Running = 'RUNNING' | undefined;

/** A record that is due: what it is, what is stored, how the execution stands, and what is found about it. */
interface Row {
  readonly entity: string;
  readonly stored: readonly Write[];
  readonly status?: Running;
  readonly finds?: string;
}

/** A claim that has passed its time, with what is stored beside it. */
function late(given: Readonly<Record<string, unknown>>, ...beside: Write[]): readonly Write[] {
  const claim = aClaim('ADJUDICATION', { wakeAt: at(-1), ...given });
  return [...claims.create(claim, { happened: 'reported' }, { sub: 'u-li', name: '李处理' }), ...beside];
}

/** The same with the task that it waits for, which no workflow does. */
function handedOver(given: Partial<Task>): readonly Write[] {
  return late({ openTaskId: 'tsk_1' }, tasks.create(aHandover(given)));
}

/** Something about a claim that is not due itself. */
const about = (...writes: Write[]) => late({ wakeAt: at(DAY) }, ...writes);

const order = (given: Parameters<typeof aPayment>[1]) =>
  about(payments.create(aPayment('ORDERED', { answerBy: at(-1), ...given })));

function followUp(given: Partial<Task>): readonly Write[] {
  const { taskToken, ...task } = aTask({ kind: 'reach-customer', followsUp: true, dueAt: at(-1), ...given });
  return about(tasks.create(task), reminders.put({ taskId: task.taskId, dueAt: at(-1) }));
}

/** Somebody of head office whose tasks must be looked at. */
function member(leave: readonly Leave[]): readonly Write[] {
  const when = { validFrom: '2026-01-01', today: '2026-11-01', now: new Date(at(-30 * DAY)) };
  const said = { staffId: 'u-sun', name: '孙查勘', roles: ['surveyor' as const], branchId: 'HQ', leave: [...leave] };
  return [staff.create(takenOn(said, 'record', when))];
}

/** The clock of a claim's decision, which has run for so long. */
function clock(since: number): readonly Write[] {
  return clocks('claim.adjudication-started.v1', at(since), { 'CN-promise': '2026-11' }, 'motor');
}

/** Five working days of a health claim, of which some lie in a year that nobody knows. */
function unknown(): readonly Write[] {
  const writes = clocks('claim.documents-submitted.v1', '2090-01-01T00:00:00.000Z', { CN: '2026-11' }, 'health');
  return writes.filter((write) => 'create' in write && write.create.record.rule === 'b10-art23-assess');
}

/** The fifteen days of a pack that is tried, of a claim whose documents came twenty days ago. */
function tried(): readonly Write[] {
  const claim = aClaim('ADJUDICATION');
  const began = new Date(at(-20 * DAY));
  const submitted = { happened: 'documents-submitted' };
  const event = claims.noted(claim, submitted, { sub: 'u-li', name: '李处理' }, { id: 'mark', now: began });
  const type = 'claim.documents-submitted.v1';
  const kept = keptBy(clocked({ 'CN-trial': '2026-11' }, 'motor'), [], [{ type, at: began.toISOString() }], began);
  return about(event, ...kept.map(({ after }) => shadows.create({ ...after, wakeAt: at(-1) })));
}

function clocks(type: string, begins: string, packs: Readonly<Record<string, string>>, line: 'motor' | 'health') {
  const kept = keptBy(clocked(packs, line), [], [{ type, at: begins }], new Date(at(-2 * DAY)));
  return keptWrites(kept, new Date(at(-2 * DAY)));
}

function clocked(packs: Readonly<Record<string, string>>, line: 'motor' | 'health') {
  const { claimId: caseId, reference: caseReference, customerId, branchId } = aClaim('ADJUDICATION');
  const facts = { line, tier: 'standard', holder: 'person' } as const;
  return { caseId, caseReference, customerId, branchId, packs, facts };
}

/** A message that stands in the index though nobody must be told of it by now. */
function needless(): readonly Write[] {
  const message = messages.create(aMessage({ status: 'FAILED' }));
  const [GSI2PK, GSI2SK] = duePlace('msg_1', at(-1)) ?? [];
  return 'create' in message ? about({ create: { ...message.create, GSI2PK, GSI2SK } }) : [];
}

const rows: Readonly<Record<string, Row>> = {
  'a claim that runs and is late': { entity: 'claim', stored: late({}), status: 'RUNNING' },
  'a claim that has been late for a day': {
    entity: 'claim',
    stored: late({ lateSince: at(-DAY) }),
    status: 'RUNNING',
    finds: 'no-progress',
  },
  'a claim that ops have stopped': { entity: 'claim', stored: late({ halted: true }), finds: 'halted' },
  'a claim whose workflow was never started': { entity: 'claim', stored: late({}), finds: 'start-missing' },
  'a claim whose next execution is about to start': {
    entity: 'claim',
    stored: late({ restarts: 1, updatedAt: at(-HOUR) }),
  },
  'a claim whose hand-over is open': { entity: 'claim', stored: handedOver({ dueAt: at(HOUR) }) },
  'a claim whose hand-over is overdue': {
    entity: 'claim',
    stored: handedOver({ dueAt: at(-1) }),
    finds: 'handover-overdue',
  },
  'a claim with a task that it does not wait for': {
    entity: 'claim',
    stored: late({}, tasks.create(aTask())),
    status: 'RUNNING',
    finds: 'orphan-task',
  },
  'an order without an answer, for which a workflow waits': {
    entity: 'payment',
    stored: order({}),
    finds: 'order-unanswered',
  },
  'an order without an answer, for which none waits': {
    entity: 'payment',
    stored: order({ taskToken: undefined }),
    finds: 'order-unanswered',
  },
  'an order that was sent as often as it may be': {
    entity: 'payment',
    stored: order({ repeats: paymentRepeats }),
    finds: 'order-unanswered',
  },
  'a clock that reaches a rung': { entity: 'deadline', stored: about(...clock(-13 * HOUR)), finds: 'nobody-to-tell' },
  'a clock that is missed': { entity: 'deadline', stored: about(...clock(-25 * HOUR)), finds: 'nobody-to-tell' },
  'a clock in a year that is not published': {
    entity: 'deadline',
    stored: about(...unknown()),
    finds: 'calendar-missing',
  },
  'somebody who is to be told of clocks': {
    entity: 'deadline-digest',
    stored: about(digests.create({ staffId: 'u-zhao', items: [], more: 1, wakeAt: at(-1), ...begun(now) })),
  },
  'a job that is to begin': {
    entity: 'job',
    stored: [newJob('deadline-replay', {}, { sub: 'u-ops', name: '运维', roles: ['ops'] }, new Date(at(-1))).write],
  },
  'a clock in the shadow that is missed': { entity: 'shadow-deadline', stored: tried() },
  'a message that its customer did not get': {
    entity: 'message',
    stored: about(
      messages.create(aMessage({ status: 'FAILED', template: 'claim-offer-reminder', model: {}, updatedAt: at(-1) })),
    ),
  },
  'a message of which nobody must be told': { entity: 'message', stored: needless() },
  'somebody who is on leave': {
    entity: 'staff-member',
    stored: member([{ from: at(-HOUR), to: at(DAY) }]),
  },
  'somebody who has another leave before them': {
    entity: 'staff-member',
    stored: member([
      { from: at(-HOUR), to: at(DAY) },
      { from: at(2 * DAY), to: at(3 * DAY) },
    ]),
  },
  'a follow-up that nobody has decided': {
    entity: 'task-reminder',
    stored: followUp({}),
    finds: 'follow-up-overdue',
  },
  'a follow-up that nobody has decided again': {
    entity: 'task-reminder',
    stored: followUp({ escalations: 1 }),
    finds: 'follow-up-overdue',
  },
  'a follow-up that is decided': { entity: 'task-reminder', stored: followUp({ status: 'DECIDED' }) },
};

async function woken({ stored, status }: Row) {
  const { table, clock } = await testTable();
  clock.stop();
  await portfolio(table);
  await table.commit(stored);
  const executions = {
    describe: async () => status && { $metadata: {}, executionArn: '', stateMachineArn: '', startDate: now, status },
  };
  const deps: WakeDeps = { table, executions, clock: () => now };
  const findings = async () => (await listed(table, findingsOf(at(0).slice(0, 10)))).map(({ kind }) => kind);
  return { table, deps, findings };
}

async function allDue(table: Table): Promise<DueRecord[]> {
  const found: DueRecord[] = [];
  await eachDue(table, { ...run, now }, async (record) => void found.push(record));
  return found;
}

test('every kind of record that is woken is among those of these tests', () => {
  const kinds = [...Object.keys(wakes), ...chains.map(({ name }) => name)];
  expect(new Set(Object.values(rows).map(({ entity }) => entity))).toEqual(new Set(kinds));
});

test('a kind that nobody wakes is refused by name', () => {
  expect(() => wakeOf('stranger')).toThrow('Nobody wakes a stranger');
});

describe.each(Object.entries(rows))('%s', (_title, row) => {
  const finds = row.finds ? [row.finds] : [];

  test('is not due any more after a run', async () => {
    const { table, deps, findings } = await woken(row);
    expect(await allDue(table)).toMatchObject([{ entity: row.entity }]);
    expect(await wake(deps, run)).toEqual({ looked: 1, found: finds.length, failed: 0 });
    expect(await allDue(table)).toEqual([]);
    expect(await findings()).toEqual(finds);
  });

  test('is woken once, though three runs find it due at the same time', async () => {
    const { table, deps, findings } = await woken(row);
    const reports = await Promise.all(Array.from({ length: 3 }, () => wake(deps, run)));
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    expect(reports.reduce((sum, { found }) => sum + found, 0)).toBe(finds.length);
    expect(await allDue(table)).toEqual([]);
    expect(await findings()).toEqual(finds);
  });

  test('is left as it is by a run that the index still tells of it', async () => {
    const { table, deps, findings } = await woken(row);
    const [record] = await allDue(table);
    await wake(deps, run);
    const again = await wakeOf(row.entity)(deps, record?.id ?? '', now);
    await table.commit(again);
    expect(await allDue(table)).toEqual([]);
    expect(await findings()).toEqual(finds);
  });
});
