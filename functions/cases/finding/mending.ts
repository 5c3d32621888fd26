import type { ExecutionStatus } from '../../executions/execution-status.ts';
import { system } from '../../platform/record/events.ts';
import type { Write } from '../../platform/record/table.ts';
import { escalated } from '../../tasks/task.ts';
import { taskDue } from '../../tasks/task-due.ts';
import { tasks } from '../../tasks/task-store.ts';
import { escalation, openTask } from '../../tasks/waiting.ts';
import { type Case, placeOf, type World } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { handover } from '../handover.ts';
import { type RestartReason, restart, startOf } from '../restart.ts';
import { hasEnded, record, wakesSoon } from '../world.ts';
import { findingWrite } from './finding.ts';
import type { Finding } from './finding-schemas.ts';

const HOUR = 3_600_000;

/** An execution that runs may be slow, by an outage or a queue; past this (milliseconds) it is no longer trusted. */
export const TRUSTED = 24 * HOUR;
/** How long the relay tries to start an execution by itself. */
const STARTING = 6 * HOUR;
/** How often a case is started anew without moving on, before a person looks at it. */
const RESTARTS = 3;

/** How the execution stands that a case's record names; its error when it has failed. */
export interface Health {
  readonly status: ExecutionStatus | 'MISSING';
  readonly error?: string | undefined;
}

type Mended = { readonly kind: Finding['kind']; readonly action: Finding['action']; readonly writes: readonly Write[] };

/**
 * What becomes of a case that has not moved on in its time, or whose execution has ended: what is safe is repaired, the
 * rest becomes a task. Nothing where nothing is wrong, or where it is still being worked on.
 */
export function mend<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  health: Health,
  now: Date,
): Write[] {
  const mended = hasEnded(store, world.it) ? undefined : diagnose(store, world, health, now);
  if (!mended) return [];
  const { it } = world;
  const found = findingWrite({
    kind: mended.kind,
    action: mended.action,
    caseType: store.type.name,
    caseId: store.type.idOf(it),
    reference: it.reference,
    executionName: store.executionName(it),
    executionStatus: health.status,
    foundAt: now.toISOString(),
  });
  return [...mended.writes, found];
}

/** When a case is looked at again that is still being worked on: what has become of it is seen soon. */
export function looksAgain<C extends Case, R>(store: CaseStore<C, R>, it: C, now: Date): Write {
  return hasEnded(store, it) ? store.wakes(it, undefined) : store.wakes(it, wakesSoon(now), it.lateSince ?? it.wakeAt);
}

function diagnose<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  { status, error }: Health,
  now: Date,
): Mended | undefined {
  const { it, task } = world;
  if (it.halted) return { kind: 'halted', action: 'none', writes: [store.wakes(it, later(now, TRUSTED))] };
  if (task?.status === 'OPEN' && task.taskToken === undefined) return remind(store, world, now);
  if (isUnderWay(it, status, now)) return undefined;
  const kind = kindOf(status, task?.status);
  const forAPerson = (it.restarts ?? 0) >= RESTARTS || (status === 'FAILED' && error !== 'place-unknown');
  return forAPerson ? handOver(store, world, kind, { status, error }, now) : startAnew(store, world, kind, status, now);
}

/** Whether its execution may still move it on, or be started, by itself. */
function isUnderWay({ lateSince, wakeAt, updatedAt, restarts }: Case, status: Health['status'], now: Date): boolean {
  if (status === 'RUNNING') return now.getTime() - Date.parse(lateSince ?? wakeAt ?? updatedAt) < TRUSTED;
  // The first time it is started anew at once, for the start may have been put aside; then the relay tries for its own time.
  return status === 'MISSING' && restarts !== undefined && now.getTime() - Date.parse(updatedAt) < STARTING;
}

function kindOf(status: Health['status'], task: string | undefined): Finding['kind'] {
  if (status === 'RUNNING') return 'no-progress';
  if (status === 'MISSING') return 'start-missing';
  if (task === 'DECIDED') return 'decision-without-effect';
  return task === 'OPEN' ? 'wait-gone' : 'execution-ended';
}

function reasonOf(status: Health['status']): RestartReason {
  if (status === 'RUNNING') return 'no-progress';
  return status === 'MISSING' ? 'execution-missing' : 'execution-ended';
}

function causeOf(status: Health['status']): string {
  if (status === 'RUNNING') return 'The execution runs, but the case does not move on';
  return status === 'MISSING' ? 'No execution is there' : 'The execution has ended and nothing goes on by itself';
}

function startAnew<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  kind: Finding['kind'],
  status: Health['status'],
  now: Date,
): Mended {
  const replaces = status === 'RUNNING' ? store.executionName(world.it) : undefined;
  const { writes } = record(store, world, [restart(world.it, reasonOf(status))], {
    actor: system,
    now,
    outbox: (after) => startOf(store, after, replaces),
  });
  return { kind, action: 'restarted', writes };
}

/** A task that no workflow waits for: its decision starts one, and one that still runs is stopped. */
function handOver<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  kind: Finding['kind'],
  { status, error = status }: Health,
  now: Date,
): Mended {
  const { type } = store;
  const state = placeOf(type, world.it, world.reads) ?? '';
  const until = taskDue(type, world, type.handover.clock, now.toISOString());
  const failure = { state, error, cause: causeOf(status) };
  const { task, change } = openTask(store, handover(type), world, until, failure, now);
  const stops = { workflow: type.workflow, name: store.executionName(world.it), cause: failure.cause };
  const { writes } = record(store, world, [change], {
    actor: system,
    now,
    until,
    task: () => tasks.create(task),
    ...(status === 'RUNNING' && { outbox: () => ({ outbox: 'stop', stops }) }),
  });
  return { kind, action: 'handed-over', writes };
}

/** Nobody has mended it yet. */
function remind<C extends Case, R>(store: CaseStore<C, R>, world: World<C, R>, now: Date): Mended | undefined {
  const { task } = world;
  if (!task || Date.parse(task.dueAt) > now.getTime()) return undefined;
  const until = taskDue(store.type, world, store.type.handover.clock, now.toISOString());
  const { write } = tasks.replace(task, escalated(task, undefined, until), now);
  const recording = { actor: system, now, until, task: () => write };
  return {
    kind: 'handover-overdue',
    action: 'escalated',
    writes: record(store, world, [escalation(task)], recording).writes,
  };
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
