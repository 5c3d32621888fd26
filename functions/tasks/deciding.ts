import type { Case, World } from '../cases/case.ts';
import { placeOf } from '../cases/case.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { restart, startOf } from '../cases/restart.ts';
import { record } from '../cases/world.ts';
import type { Principal } from '../platform/http/auth.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Resume } from '../platform/record/resume.ts';
import type { Write } from '../platform/record/table.ts';
import { decided, type Task } from './task.ts';
import type { TaskKind } from './task-kind.ts';
import { tasks } from './task-store.ts';

/**
 * A decision on the open task of a case: the task is decided and the case changed in one transaction, and the workflow
 * goes on to where the case stands then. Where no such task is open the case is changed all the same, and whatever its
 * workflow does next it finds it there. Throws what the kind's rule throws.
 */
export function decide<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: TaskKind<C, R>,
  world: World<C, R>,
  decision: Readonly<Record<string, unknown>>,
  by: Principal,
  now: Date,
): { after: C; task: Task | undefined; writes: Write[] } {
  const change = kind.decides({ ...world, by, now }, decision);
  const open = world.task?.kind === kind.kind && world.task.status === 'OPEN' ? world.task : undefined;
  if (!open) return { ...record(store, world, [change], { actor: actorOf(by), now }), task: undefined };
  const { type } = store;
  const answer = (after: C) => {
    const cause = `${type.name}.${change.happened}.v1`;
    const resume = resumeTo(placeOf(type, after, world.reads), kind, String(decision.outcome), cause);
    return tasks.replace(open, decided(open, kind.keeps?.(decision) ?? decision, by, resume, now), now);
  };
  // No workflow waits for a task that was handed over: the decision starts one.
  const starts = open.taskToken === undefined;
  const { after, writes } = record(store, world, starts ? [change, restart(world.it, 'resumed')] : [change], {
    actor: actorOf(by),
    now,
    task: (it) => answer(it).write,
    ...(starts && { outbox: (it: C) => startOf(store, it) }),
  });
  return { after, task: answer(after).after, writes };
}

/** The usual way on is the wait's output; any other is an error that its state catches, named after the state it leads to. */
function resumeTo<C extends Case, R>(
  place: string | null,
  { kind, leadsTo, orTo = [] }: TaskKind<C, R>,
  outcome: string,
  cause: string,
): Resume {
  if (leadsTo === undefined || place === leadsTo) return { output: { outcome } };
  if (place === null || !orTo.includes(place))
    throw new Error(`A decision on ${kind} leads to ${place}, which it does not name`);
  return { error: place, cause };
}
