import { system } from '../platform/events.ts';
import { derivedId } from '../platform/ids.ts';
import type { StepResult } from '../platform/steps.ts';
import type { Table, Write } from '../platform/table.ts';
import { awaitedAgain, cancelled, escalationQueue, type Queue, type Task } from '../tasks/task.ts';
import { createTask, getTask, replaceTask } from '../tasks/task-store.ts';
import { assertNotWithdrawn, type Claim, type ClaimChange } from './claim.ts';
import { changeClaim, getClaim } from './claim-store.ts';

const HOUR = 3_600_000;

/** What a workflow waits for a person to do. */
export interface Work {
  readonly kind: string;
  readonly queue: Queue;
  readonly hours: number;
  readonly facts: Readonly<Record<string, unknown>>;
  /** What opening the task changes in the claim. */
  readonly opening: ClaimChange;
  /** What else the opening writes, such as a notice; told the claim after its change. */
  readonly also?: (claim: Claim) => Promise<readonly Write[]>;
  /** What a wait that ran out of time means, where it is not an escalation. */
  readonly overdue?: { readonly change: ClaimChange; readonly also: (claim: Claim) => Promise<readonly Write[]> };
}

export interface Wait {
  readonly taskToken: string;
  /** The last wait for this task ran out of time. */
  readonly overdue: boolean;
  /** Tells one entry of the workflow's state from another; a retried step belongs to the same one. */
  readonly visit: string;
}

/** The claim of a workflow's step. Throws `claim-withdrawn` for one that was withdrawn, which the workflow catches. */
export async function openClaim(table: Table, claimId: string): Promise<Claim> {
  const claim = await getClaim(table, claimId);
  if (!claim) throw new Error(`Claim ${claimId} is not there`);
  assertNotWithdrawn(claim);
  return claim;
}

/**
 * Opens the task that the workflow waits for, in one transaction with the claim's change. A wait for a task that is there
 * already (a retried step, or one that ran out of time) takes the task over: overdue, it goes to the supervisor's queue;
 * decided meanwhile, it resumes the new wait.
 */
export async function awaitWork(table: Table, claim: Claim, work: Work, wait: Wait, now: Date): Promise<StepResult> {
  const current = claim.openTaskId === undefined ? undefined : await getTask(table, claim.openTaskId);
  if (current?.kind === work.kind && isWaitedFor(current, wait)) {
    return { writes: await takeOver(claim, current, work, wait, now) };
  }
  const task = newTask(claim, work, wait, now);
  const { happened, set, data } = work.opening;
  const opening = { happened, set: { ...set, openTaskId: task.taskId }, data: { ...data, queue: task.queue } };
  const { claim: changed, writes } = changeClaim(claim, [opening], system, now);
  return {
    writes: [...writes, createTask(task), ...supersede(current, now), ...((await work.also?.(changed)) ?? [])],
  };
}

/** A decided task whose workflow has gone on since is of the past, and must not answer a new wait. */
function isWaitedFor(task: Task, { overdue, visit }: Wait): boolean {
  return task.status === 'OPEN' || overdue || task.visit === visit;
}

async function takeOver(claim: Claim, task: Task, work: Work, wait: Wait, now: Date): Promise<Write[]> {
  const missed = wait.overdue && task.status === 'OPEN' && task.visit !== wait.visit;
  const until = missed && !work.overdue ? dueAt(work, now) : undefined;
  const write = replaceTask(awaitedAgain(task, wait, until, now), task.version);
  if (!missed) return [write];
  const escalation = { happened: 'task-escalated', set: {}, data: { kind: task.kind, queue: escalationQueue } };
  const { claim: changed, writes } = changeClaim(claim, [work.overdue?.change ?? escalation], system, now);
  return [write, ...writes, ...((await work.overdue?.also(changed)) ?? [])];
}

/** A task of another kind that is still open has lost its wait: nobody must work on it. */
function supersede(task: Task | undefined, now: Date): Write[] {
  if (task?.status !== 'OPEN') return [];
  const resume = { error: 'task-superseded', cause: 'The workflow no longer waits for this task' };
  return [replaceTask(cancelled(task, resume, now), task.version)];
}

function newTask(claim: Claim, work: Work, { taskToken, visit }: Wait, now: Date): Task {
  const at = now.toISOString();
  return {
    taskId: derivedId('tsk', claim.claimId, work.kind, String(claim.version)),
    kind: work.kind,
    queue: work.queue,
    status: 'OPEN',
    caseId: claim.claimId,
    caseReference: claim.reference,
    customerId: claim.customerId,
    branchId: claim.branchId,
    facts: work.facts,
    dueAt: dueAt(work, now),
    escalations: 0,
    taskToken,
    visit,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

function dueAt({ hours }: Work, now: Date): string {
  return new Date(now.getTime() + hours * HOUR).toISOString();
}
