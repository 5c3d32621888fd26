import * as z from 'zod';
import { type Case, type CaseChange, evolve, placeOf, type World } from '../cases/case.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { caseMoved, caseStep, enter } from '../cases/entering.ts';
import { record, wakesAfter } from '../cases/world.ts';
import { derivedId } from '../platform/ids.ts';
import { begun } from '../platform/record/entity.ts';
import { system } from '../platform/record/events.ts';
import { type Step, type StepResult, step } from '../platform/record/steps.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { awaitedAgain, escalated, extended, type Task } from './task.ts';
import { taskDue } from './task-due.ts';
import type { Failure, TaskKind } from './task-kind.ts';
import { tasks } from './task-store.ts';

/** How far the clocks of two machines may differ. */
const SKEW = 60_000;

/** What a state that waits for a person gives its step. */
const wait = caseStep.extend({
  taskToken: z.string(),
  /** When the state was entered: its time runs from then. */
  visit: z.iso.datetime(),
  /** How many seconds the state waits, as far as its workflow could tell. Executions of before do not say. */
  waits: z.number().optional(),
  /** Where nobody foresaw what happened. */
  failure: z.object({ error: z.string(), cause: z.string() }).optional(),
});
export type Wait = z.output<typeof wait>;

/**
 * The step of a workflow that opens a task and leaves the workflow waiting for it. What is there already is taken over; a
 * task that was not decided in its time goes to the queue above, or whatever its kind says. A case that stands elsewhere
 * by now is not waited for: the workflow finds its place anew.
 */
export function waitingStep<C extends Case, R>(store: CaseStore<C, R>, kind: TaskKind<C, R>): Step<{ table: Table }> {
  return step(wait, async ({ table }, given, now) => {
    const entered = await enter(store, table, given, now);
    return 'turn' in entered ? entered : awaitTask(store, kind, entered.world, given, now);
  });
}

function awaitTask<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: TaskKind<C, R>,
  world: World<C, R>,
  given: Wait,
  now: Date,
): StepResult {
  if (standsElsewhere(store, world, given)) return { turn: caseMoved() };
  const { task } = world;
  if (task?.status !== 'OPEN' || task.kind !== kind.kind) return open(store, kind, world, given, now);
  if (Date.parse(task.dueAt) <= now.getTime() + SKEW) return renew(store, kind, world, task, given, now);
  const { write } = tasks.replace(task, awaitedAgain(task, given.taskToken), now);
  return waitingUntil(task.dueAt, given, [write, store.wakes(world.it, wakesAfter(task.dueAt))]);
}

/**
 * The workflow waits until its task is due. Where it waits for another time, since that could not be told when it last asked where
 * the case stands, it asks again, and then waits for what is left.
 */
function waitingUntil(dueAt: string, { visit, waits }: Wait, writes: readonly Write[]): StepResult {
  const isRight = waits === undefined || Math.abs(Date.parse(visit) + waits * 1000 - Date.parse(dueAt)) <= SKEW;
  return isRight ? { writes } : { writes, turn: caseMoved() };
}

/**
 * A hand-over waits wherever the case stands; but where somebody has decided meanwhile, and so led the case away from
 * the state that failed, or where nothing is left to do for it, there is nothing to mend.
 */
function standsElsewhere<C extends Case, R>({ type }: CaseStore<C, R>, world: World<C, R>, given: Wait): boolean {
  const place = placeOf(type, world.it, world.reads);
  if (place === given.state) return false;
  if (place === null) return true;
  return !given.failure || (world.task?.status === 'DECIDED' && given.state !== type.begins);
}

/** A new task; one of another kind that is still open has lost its wait, and nobody must work on it. */
function open<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: TaskKind<C, R>,
  world: World<C, R>,
  given: Wait,
  now: Date,
): StepResult {
  const { taskToken, visit, state, failure } = given;
  const due = taskDue(store.type, world, kind.clock, visit);
  const opened = openTask(store, kind, world, due, failure && { state, ...failure }, now);
  const task = { ...opened.task, taskToken };
  const recording = { actor: system, now, until: task.dueAt, task: () => tasks.create(task) };
  return waitingUntil(due, given, record(store, world, [opened.change], recording).writes);
}

/** The open task has run out of time: it goes to the queue above, or its kind says what becomes of the case. */
function renew<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: TaskKind<C, R>,
  world: World<C, R>,
  task: Task,
  given: Wait,
  now: Date,
): StepResult {
  const { taskToken, visit, state } = given;
  const until = taskDue(store.type, world, kind.clock, visit);
  const change = kind.overdue?.(world, now) ?? escalation(task);
  const moves = placeOf(store.type, evolve(store.type, world.it, change), world.reads) !== state && kind.overdue;
  if (moves) {
    const { writes } = record(store, world, [{ ...change, cancels: true }], { actor: system, now });
    return { writes, turn: caseMoved() };
  }
  const next = kind.overdue ? extended(task, taskToken, until) : escalated(task, taskToken, until);
  const { write } = tasks.replace(task, next, now);
  const recording = { actor: system, now, until, task: () => write };
  return waitingUntil(until, given, record(store, world, [change], recording).writes);
}

/** A task of a kind as it is when it is opened, and the change of its case. */
export function openTask<C extends Case, R>(
  { type }: CaseStore<C, R>,
  kind: TaskKind<C, R>,
  world: World<C, R>,
  dueAt: string,
  failure: Failure | undefined,
  now: Date,
): { task: Task; change: CaseChange<C> } {
  const { it } = world;
  const queue = kind.queue(world);
  const { facts, change } = kind.opens(world, failure);
  const taskId = derivedId('tsk', type.idOf(it), kind.kind, String(it.version));
  const task: Task = {
    taskId,
    kind: kind.kind,
    queue: queue.name,
    escalatesTo: queue.escalatesTo,
    status: 'OPEN',
    caseId: type.idOf(it),
    caseReference: it.reference,
    customerId: it.customerId,
    customerName: world.customer.name,
    branchId: it.branchId,
    facts: kind.facts.parse(facts),
    dueAt,
    escalations: 0,
    ...begun(now),
  };
  const data = { ...change.data, queue: queue.name };
  return { task, change: { ...change, own: { openTaskId: taskId }, data, cancels: true } };
}

/** The change of a case whose task goes to the queue above. */
export function escalation<C extends Case>({ kind, escalatesTo }: Task): CaseChange<C> {
  return { happened: 'task-escalated', data: { kind, queue: escalatesTo } };
}
