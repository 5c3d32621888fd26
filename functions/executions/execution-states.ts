import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { ExecutionState } from './execution-schemas.ts';
import type { ExecutionStatus } from './execution-status.ts';
import type { Redaction } from './redaction.ts';

/** One pass through a state; `container` is the Parallel or Map around it. */
interface Pass {
  readonly state: ExecutionState;
  readonly container: Pass | undefined;
  open: boolean;
}

/**
 * The states that an execution has passed, in the order in which it entered them. Events are followed by the event that
 * caused them, not by their order: branches of a Parallel and iterations of a Map interleave. Only what states were
 * entered and left with is told, never a task's parameters, since those hold its token.
 */
export function statesOf(
  events: readonly HistoryEvent[],
  status: ExecutionStatus,
  redaction: Redaction,
): ExecutionState[] {
  const passes: Pass[] = [];
  const passOf = new Map<number | undefined, Pass>();
  for (const event of events) {
    // A redriven execution goes on in the state that had failed, and its events do not say so.
    const before = passOf.get(event.previousEventId) ?? passes.findLast(({ open }) => open);
    const pass = follow(event, before, redaction);
    if (!pass) continue;
    passOf.set(event.id, pass);
    if (event.stateEnteredEventDetails) passes.push(pass);
  }
  for (const pass of passes) if (pass.open) pass.state.status = statusWithin(pass.state, status);
  return passes.map(({ state }) => state);
}

/** The pass that an event belongs to, brought up to date with it. */
function follow(event: HistoryEvent, before: Pass | undefined, redaction: Redaction): Pass | undefined {
  const type = event.type ?? '';
  if (event.stateEnteredEventDetails) return enter(event, before, redaction);
  if (event.stateExitedEventDetails) return exit(event, before, redaction);
  const pass = /^(Map|Parallel)/.test(type) ? containerFrom(before) : before;
  if (!pass?.open) return pass;
  const { state } = pass;
  if (startsWork.has(type)) {
    state.attempts += 1;
    clearFailure(state);
  }
  if (type.endsWith('StateAborted')) Object.assign(pass, { open: false }).state.status = 'aborted';
  if (type.endsWith('Failed') || type === 'TaskTimedOut' || type === 'LambdaFunctionTimedOut') {
    recordFailure(state, failureOf(event), redaction);
  }
  return pass;
}

function enter(event: HistoryEvent, before: Pass | undefined, redaction: Redaction): Pass {
  const { name = '', input } = event.stateEnteredEventDetails ?? {};
  const state: ExecutionState = {
    name,
    type: event.type?.replace('StateEntered', ''),
    enteredAt: timeOf(event).toISOString(),
    status: 'running',
    input: input === undefined ? undefined : redaction.json(input),
    attempts: 0,
  };
  return { state, container: before?.open ? before : before?.container, open: true };
}

function exit(event: HistoryEvent, before: Pass | undefined, redaction: Redaction): Pass | undefined {
  const { name, output } = event.stateExitedEventDetails ?? {};
  let pass = before;
  while (pass && !(pass.open && pass.state.name === name)) pass = pass.container;
  if (!pass) return undefined;
  const { state } = pass;
  pass.open = false;
  state.status = state.error === undefined ? 'succeeded' : 'caught';
  state.exitedAt = timeOf(event).toISOString();
  state.durationMs = timeOf(event).getTime() - Date.parse(state.enteredAt);
  if (output !== undefined) state.output = redaction.json(output);
  return pass;
}

/** The Parallel or Map that an event tells of; a state within it that failed has ended it, without an exit of its own. */
function containerFrom(before: Pass | undefined): Pass | undefined {
  let pass = before;
  while (pass && !(pass.open && containers.has(pass.state.type))) {
    const { state, container } = pass;
    if (pass.open && state.error !== undefined) {
      pass.open = false;
      state.status = statusWithin(state, 'FAILED');
      if (container) recordFailure(container.state, state, { text: (text) => text });
    }
    pass = container;
  }
  return pass;
}

/** How a state has ended that was not left, by how its execution stands. */
function statusWithin(state: ExecutionState, execution: ExecutionStatus): ExecutionState['status'] {
  if (execution === 'RUNNING') return 'running';
  if (state.error !== undefined) return state.error === 'States.Timeout' ? 'timed-out' : 'failed';
  return ({ TIMED_OUT: 'timed-out', ABORTED: 'aborted', FAILED: 'failed', SUCCEEDED: 'succeeded' } as const)[execution];
}

interface Failure {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** Each type of failure keeps its details under a name of its own: TaskFailed under `taskFailedEventDetails`. */
function failureOf(event: HistoryEvent): Failure {
  const details = Object.entries(event).find(([key]) => /(Failed|TimedOut)EventDetails$/.test(key));
  const failure: Failure = details?.[1] ?? {};
  return event.type?.endsWith('TimedOut') ? { error: 'States.Timeout', ...failure } : failure;
}

function recordFailure(state: ExecutionState, { error, cause }: Failure, redaction: Pick<Redaction, 'text'>): void {
  if (error !== undefined) state.error = redaction.text(error);
  if (cause !== undefined) state.cause = redaction.text(cause);
}

function clearFailure(state: ExecutionState): void {
  delete state.error;
  delete state.cause;
}

function timeOf({ timestamp }: HistoryEvent): Date {
  return timestamp ?? new Date(0);
}

const containers = new Set<string | undefined>(['Parallel', 'Map']);
/** What begins an attempt; after a failure these begin the next. */
const startsWork = new Set([
  'TaskScheduled',
  'LambdaFunctionScheduled',
  'ActivityScheduled',
  'ParallelStateStarted',
  'MapStateStarted',
]);
