import * as z from 'zod';
import { type Case, type CaseChange, evolve, placeOf, type World } from '../cases/case.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { caseMoved, caseStep, enter } from '../cases/entering.ts';
import { record, wakesAfter } from '../cases/world.ts';
import { derivedId } from '../platform/ids.ts';
import { begun } from '../platform/record/entity.ts';
import { system } from '../platform/record/events.ts';
import { type Step, type StepResult, step } from '../platform/record/steps.ts';
import type { Table } from '../platform/record/table.ts';
import { awaitedAgain, escalated, extended, type Task } from './task.ts';
import type { Failure, TaskKind } from './task-kind.ts';
import { tasks } from './task-store.ts';

const HOUR = 3_600_000;
/** How far the clocks of two machines may differ. */
const SKEW = 60_000;

/** What a state that waits for a person gives its step. */
const wait = caseStep.extend({
  taskToken: z.string(),
  /** When the state was entered: its time runs from then. */
  visit: z.iso.datetime(),
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
  return { writes: [write, store.wakes(world.it, wakesAfter(task.dueAt))] };
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
  { taskToken, visit, state, failure }: Wait,
  now: Date,
): StepResult {
  const opened = openTask(store, kind, world, dueFrom(visit, kind), failure && { state, ...failure }, now);
  const task = { ...opened.task, taskToken };
  const recording = { actor: system, now, until: task.dueAt, task: () => tasks.create(task) };
  return { writes: record(store, world, [opened.change], recording).writes };
}

/** The open task has run out of time: it goes to the queue above, or its kind says what becomes of the case. */
function renew<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: TaskKind<C, R>,
  world: World<C, R>,
  task: Task,
  { taskToken, visit, state }: Wait,
  now: Date,
): StepResult {
  const until = dueFrom(visit, kind);
  const change = kind.overdue?.(world, now) ?? escalation(task);
  const moves = placeOf(store.type, evolve(store.type, world.it, change), world.reads) !== state && kind.overdue;
  if (moves) {
    const { writes } = record(store, world, [{ ...change, cancels: true }], { actor: system, now });
    return { writes, turn: caseMoved() };
  }
  const next = kind.overdue ? extended(task, taskToken, until) : escalated(task, taskToken, until);
  const { write } = tasks.replace(task, next, now);
  return { writes: record(store, world, [change], { actor: system, now, until, task: () => write }).writes };
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

/** When a task is due that the workflow has waited for since `visit`. */
function dueFrom(visit: string, { hours }: { readonly hours: number }): string {
  return new Date(Date.parse(visit) + hours * HOUR).toISOString();
}

/** The change of a case whose task goes to the queue above. */
export function escalation<C extends Case>({ kind, escalatesTo }: Task): CaseChange<C> {
  return { happened: 'task-escalated', data: { kind, queue: escalatesTo } };
}
