import type { Branch, Catcher, Json, MapState, ParallelState, State, TaskState } from '../asl.ts';
import { AslError, matches } from '../asl-error.ts';
import { Retries } from '../retry.ts';
import type { Strand } from '../strand.ts';
import { type Transition, Visit } from '../visit.ts';
import { runChoice } from './choice.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { runTask } from './task.ts';
import { runWait } from './wait.ts';

/** Runs a branch from its start (or from the state `from`) to its end and returns its output. Throws AslError or Aborted. */
export async function runBranch(strand: Strand, branch: Branch, input: Json, from = branch.StartAt): Promise<Json> {
  let name: string | undefined = from;
  let data = input;
  while (name !== undefined) {
    const state: State | undefined = branch.States[name];
    if (!state) throw new AslError('States.Runtime', `There is no state '${name}'`);
    strand.execution.checkpoint(strand, name, state, data);
    const transition: Transition = await runState(new Visit(strand, name, state, data));
    data = transition.output;
    name = transition.next;
  }
  return data;
}

async function runState(visit: Visit): Promise<Transition> {
  try {
    const transition = await attempts(visit);
    visit.exit(transition);
    return transition;
  } catch (error) {
    visit.interrupted(error);
    throw error;
  }
}

async function attempts(visit: Visit): Promise<Transition> {
  const { state, strand } = visit;
  const { clock, random } = strand.execution.host;
  const retries = new Retries(('Retry' in state && state.Retry) || [], random);
  for (;;) {
    try {
      return await perform(visit);
    } catch (error) {
      if (!(error instanceof AslError)) throw error;
      const delay = retries.next(error);
      if (delay === undefined) return caught(visit, error);
      await strand.sleepUntil(clock.now() + delay * 1000);
      visit.retry();
    }
  }
}

async function caught(visit: Visit, error: AslError): Promise<Transition> {
  const { state } = visit;
  if (state.Type === 'Map' || state.Type === 'Parallel') visit.strand.record(`${state.Type}StateFailed`);
  const catchers: Catcher[] = ('Catch' in state && state.Catch) || [];
  const index = catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, error));
  const catcher = catchers[index];
  if (!catcher) throw error;
  const errorOutput = error.output();
  return visit.shape(catcher, errorOutput, { errorOutput }, `Catch[${index}]/`);
}

async function perform(visit: Visit): Promise<Transition> {
  const { state, input } = visit;
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return visit.shape(state, input);
    case 'Fail':
      throw await failure(visit, state.Error, state.Cause);
    case 'Choice':
      return runChoice(visit, state);
    case 'Wait':
      await runWait(visit, state);
      return visit.shape(state, input);
    case 'Task':
      return leave(visit, state, await runTask(visit, state));
    case 'Parallel':
      return leave(visit, state, await runParallel(visit, state));
    case 'Map':
      return leave(visit, state, await runMap(visit, state));
  }
}

function leave(visit: Visit, state: TaskState | ParallelState | MapState, result: Json): Promise<Transition> {
  return visit.shape(state, result, { result });
}

async function failure(visit: Visit, error: string | undefined, cause: string | undefined): Promise<AslError> {
  const text = async (template: string | undefined, field: string): Promise<string | undefined> => {
    if (template === undefined) return undefined;
    const value = await visit.fill(template, field);
    if (typeof value !== 'string') throw visit.wrongType(template, field, 'string', value);
    return value;
  };
  return new AslError(await text(error, 'Error'), await text(cause, 'Cause'));
}
