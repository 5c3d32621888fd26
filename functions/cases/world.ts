import { customers } from '../customers/customer-store.ts';
import { readDeadlines } from '../deadlines/deadline-store.ts';
import { mustReach } from '../letters.ts';
import { messageWrites } from '../notifications/notice.ts';
import { newId, reference } from '../platform/ids.ts';
import { begun } from '../platform/record/entity.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { followUp } from '../tasks/follow-up.ts';
import { cancelled, type Task } from '../tasks/task.ts';
import { tasks } from '../tasks/task-store.ts';
import { type Case, type CaseChange, type Notice, placeOf, type Told, type World } from './case.ts';
import type { CaseStore, Outbox } from './case-store.ts';
import { clocksAfter } from './clocks.ts';
import { reachCustomer } from './reach-customer.ts';

const MINUTE = 60_000;

/**
 * How long a case may take from a decision to what it leads to, or from the start of its workflow to a wait, before it
 * is woken, to see whether anything moves.
 */
const MOTION = 15 * MINUTE;
/** How long after its time a wait may take to be renewed. */
const RENEWAL = 60 * MINUTE;

/** Reads what the rules of a case decide from, once; undefined when there is no such case. */
export async function readWorld<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  id: string,
): Promise<World<C, R> | undefined> {
  const it = await store.get(table, id);
  return it && worldOf(store, table, it);
}

/** The same of a case that something in the record names. */
export async function mustRead<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  id: string,
): Promise<World<C, R>> {
  const world = await readWorld(store, table, id);
  if (!world) throw new Error(`The case is gone: ${id}`);
  return world;
}

/** The same of a case that has been read. */
export async function worldOf<C extends Case, R>(store: CaseStore<C, R>, table: Table, it: C): Promise<World<C, R>> {
  const { type } = store;
  const [customer, task, reads, deadlines] = await Promise.all([
    customers.get(table, it.customerId),
    it.openTaskId === undefined ? undefined : tasks.get(table, it.openTaskId),
    type.reads(table, it),
    // A case that was not begun has none.
    it.packs === undefined ? [] : readDeadlines(table, type.idOf(it)),
  ]);
  if (!customer) throw new Error(`The customer of ${type.name} ${type.idOf(it)} is gone`);
  return { it, customer, task, reads, deadlines };
}

/** What a change is recorded with, beside itself. */
interface Recording<C extends Case> {
  readonly actor: Actor;
  readonly now: Date;
  /** The open task after the change, where there is more to it than to cancel it; told the case after the change. */
  readonly task?: (after: C) => Write;
  /** Until when the case waits, where the change begins a wait. */
  readonly until?: string | undefined;
  readonly outbox?: (after: C) => Outbox;
}

/**
 * The transaction that records changes of a case: the case, an event for each change, the messages it sends, the open task
 * that it answers or cancels, what else it writes, its clocks, and when the case is woken.
 */
export function record<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  changes: readonly CaseChange<C>[],
  { actor, now, task, until, outbox }: Recording<C>,
): { after: C; writes: Write[] } {
  const { after: changed, events } = store.change(world.it, changes, actor, now);
  const effect = outbox?.(changed);
  // What was waited for is gone, so something must go on; its workflow may have been lost.
  const moves = task !== undefined || effect?.outbox === 'start' || changes.some(({ cancels }) => cancels);
  const clocks = clocksAfter(store, world, changed, changes, { actor, now });
  const waking = wakingOf(store, world, changed, { until, moves, now });
  const after = { ...changed, ...waking, ...(clocks.packs && { packs: clocks.packs }) };
  const follows = changes.flatMap((change, index) => [
    ...(change.tells ?? []).flatMap((notice) =>
      messagesOf(store, world, notice, String(world.it.version + index + 1), now),
    ),
    ...(change.cancels ? cancels(store, world.task, after, now) : []),
    ...(change.also ?? []),
  ]);
  return {
    after,
    writes: [
      store.replace(after, world.it.version, effect),
      ...events,
      ...(after.status === world.it.status ? [] : [store.listing(after)]),
      ...(task ? [task(after)] : []),
      ...follows,
      ...clocks.writes,
    ],
  };
}

/**
 * What is told of a case without a change and a version of it: its event, its messages, and what its clocks make of it. `key` tells
 * one from the next in the ids of its messages.
 */
export function told<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  telling: Told,
  { actor, key, now }: { readonly actor: Actor; readonly key: string; readonly now: Date },
): Write[] {
  const { it } = world;
  // A case from before there were packs has clocks from its next change on.
  const clocks = it.packs ? clocksAfter(store, world, it, [telling], { actor, now }).writes : [];
  const messages = (telling.tells ?? []).flatMap((notice) => messagesOf(store, world, notice, key, now));
  return [store.noted(it, telling, actor, { id: newId('tld', now), now }), ...messages, ...clocks];
}

/** The id of a new case, and the fields that it begins with; its workflow is to be started within moments. */
export function newCase({ prefix, letter }: { readonly prefix: string; readonly letter: string }, now: Date) {
  const id = newId(prefix, now);
  return { id, fields: { reference: reference(letter, id), execution: 1, wakeAt: wakesSoon(now), ...begun(now) } };
}

/** Whether nothing is left to do for it. */
export function hasEnded<C extends Case, R>({ type }: CaseStore<C, R>, { status }: C): boolean {
  const stands: Readonly<Record<string, unknown>> = type.stands;
  return stands[status] === null;
}

/** When a case is woken that is to move on by itself now. */
export function wakesSoon(now: Date): string {
  return new Date(now.getTime() + MOTION).toISOString();
}

/** When a case is woken that waits until then. */
export function wakesAfter(until: string): string {
  return new Date(Date.parse(until) + RENEWAL).toISOString();
}

function wakingOf<C extends Case, R>(
  store: CaseStore<C, R>,
  { it, reads }: World<C, R>,
  after: C,
  { until, moves, now }: { until: string | undefined; moves: boolean; now: Date },
): Pick<Case, 'wakeAt' | 'lateSince'> {
  const wakes = (wakeAt?: string) => ({ wakeAt, lateSince: undefined });
  if (hasEnded(store, after)) return wakes();
  if (until) return wakes(wakesAfter(until));
  const stays = !moves && placeOf(store.type, it, reads) === placeOf(store.type, after, reads);
  return stays && it.wakeAt ? { wakeAt: it.wakeAt, lateSince: it.lateSince } : wakes(wakesSoon(now));
}

/**
 * The messages of a notice, or, where it must reach a customer who has no address, the task to tell them another way. Their
 * key tells one from the next: the version of the change that they tell of.
 */
export function messagesOf<C extends Case, R>(
  { type }: CaseStore<C, R>,
  world: World<C, R>,
  { template, model }: Notice,
  key: string,
  now: Date,
): Write[] {
  const { it, customer } = world;
  if (!customer.email && !customer.phone) {
    const occasion = {
      facts: { template, why: 'no-address', name: customer.name },
      key: `${template}-${key}`,
    } as const;
    return mustReach.has(template) ? followUp(type, world, reachCustomer(type), occasion, now).writes : [];
  }
  const full = { ...model, reference: it.reference };
  return messageWrites({ customer, template, model: full, caseId: type.idOf(it), branchId: it.branchId, key, now });
}

/** Whoever waits for the task learns that the case has ended, or that it stands elsewhere by now. */
function cancels<C extends Case, R>({ type }: CaseStore<C, R>, task: Task | undefined, after: C, now: Date): Write[] {
  if (task?.status !== 'OPEN') return [];
  const error = type.ended?.status === after.status ? type.ended.code : 'case-moved';
  const resume = { error, cause: `The ${type.name} no longer waits for this task` };
  return [tasks.replace(task, cancelled(task, resume), now).write];
}
