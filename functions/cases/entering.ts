import * as z from 'zod';
import { system } from '../platform/record/events.ts';
import { type Step, type StepResult, step, Turn } from '../platform/record/steps.ts';
import type { Table } from '../platform/record/table.ts';
import { secondsUntil, taskDue } from '../tasks/task-due.ts';
import type { TaskKind } from '../tasks/task-kind.ts';
import { type Case, type CaseChange, placeOf, type World } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { handoverKind } from './handover.ts';
import { continuation, startOf } from './restart.ts';
import { readWorld, record } from './world.ts';

const DAY = 86_400_000;

/** Step Functions ends an execution after a year (quota); no wait of ours is longer than sixty days. */
const OLD = 300 * DAY;

/** Where the workflow ends when nothing is left to do for its case. */
export const nothingLeft = 'EndClosed';

/** What every state of a workflow gives its step. */
export const caseStep = z.object({
  caseId: z.string(),
  /** The execution that the state is of. */
  execution: z.string(),
  startedAt: z.iso.datetime(),
  state: z.string(),
});

/** Where a case stands, for the workflow's one choice: the state, and how many seconds its open wait has left. */
export interface Standing {
  readonly place: string;
  readonly left: number;
  /** The seconds that a wait takes which is begun now, by the kind of its task. */
  readonly times: Readonly<Record<string, number>>;
}

/**
 * The case of a workflow's step, with what its rules need. An execution that has no business with it any more takes its
 * way out: the case has ended early, another execution works on it, ops have stopped it, or this one is so old that its successor is started.
 */
export async function enter<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  { caseId, execution, startedAt }: z.output<typeof caseStep>,
  now: Date,
): Promise<{ readonly world: World<C, R> } | (StepResult & { readonly turn: Turn })> {
  const { type } = store;
  const world = await readWorld(store, table, caseId);
  if (!world) throw new Error(`The ${type.name} ${caseId} is not there`);
  const { it } = world;
  if (it.status === type.ended?.status) return { turn: new Turn(type.ended.code, type.ended.says.en) };
  if (it.halted || store.executionName(it) !== execution) return { turn: superseded() };
  if (now.getTime() - Date.parse(startedAt) < OLD) return { world };
  const { writes } = record(store, world, [continuation(it)], {
    actor: system,
    now,
    outbox: (after) => startOf(store, after),
  });
  return { writes, turn: superseded() };
}

/** The case does not stand at the state that was entered: the workflow finds its place anew. */
export function caseMoved(): Turn {
  return new Turn('case-moved', 'The case stands elsewhere by now');
}

/** The first step of a workflow: registers a new case, or finds the place of one that is under way. Run again, it answers the same. */
export function beginningStep<C extends Case, R>(
  store: CaseStore<C, R>,
  registers: ((world: World<C, R>) => readonly CaseChange<C>[]) | undefined,
  kinds: readonly Pick<TaskKind<C, R>, 'kind' | 'clock'>[],
): Step<{ table: Table }> {
  return step(caseStep, async ({ table }, given, now) => {
    const entered = await enter(store, table, given, now);
    if ('turn' in entered) return entered;
    const { world } = entered;
    const isNew = placeOf(store.type, world.it, world.reads) === store.type.begins;
    if (!registers || !isNew) return { output: standing(store, world, kinds, now) };
    const { after, writes } = record(store, world, registers(world), { actor: system, now });
    return { output: standing(store, { ...world, it: after }, kinds, now), writes };
  });
}

function standing<C extends Case, R>(
  { type }: CaseStore<C, R>,
  world: World<C, R>,
  kinds: readonly Pick<TaskKind<C, R>, 'kind' | 'clock'>[],
  now: Date,
): Standing {
  const { it, reads, task } = world;
  const place = placeOf(type, it, reads) ?? nothingLeft;
  const timed = kinds.map(({ kind, clock }) => {
    return [kind, secondsUntil(taskDue(type, world, clock, now.toISOString()), now)] as const;
  });
  const awaited = task?.status === 'OPEN' && task.kind !== handoverKind ? task : undefined;
  return { place, left: awaited ? secondsUntil(awaited.dueAt, now) : 0, times: Object.fromEntries(timed) };
}

function superseded(): Turn {
  return new Turn('execution-superseded', 'Another execution works on the case, or none is to');
}

/** A step of a state that waits for nobody's decision: it runs where the case stands at that state, and nowhere else. */
export function stepAt<C extends Case, R, S extends typeof caseStep>(
  store: CaseStore<C, R>,
  input: S,
  run: (world: World<C, R>, given: z.output<S>, now: Date) => StepResult,
): Step<{ table: Table }> {
  return step(input, async ({ table }, given, now) => {
    const entered = await enter(store, table, given, now);
    if ('turn' in entered) return entered;
    const { world } = entered;
    if (placeOf(store.type, world.it, world.reads) !== given.state) return { turn: caseMoved() };
    return run(world, given, now);
  });
}
