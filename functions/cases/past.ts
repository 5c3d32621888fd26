import type { Deadline } from '../deadlines/deadline.ts';
import type { Happening, Told } from '../deadlines/happening.ts';
import type { ClockedCase } from '../deadlines/keeping.ts';
import { tellingOf } from '../deadlines/telling.ts';
import { messagesOfCase } from '../notifications/message-store.ts';
import type { DomainEvent } from '../platform/record/events.ts';
import type { Range, Table } from '../platform/record/table.ts';
import type { Case } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { clockedCase } from './clocks.ts';
import { readWorld } from './world.ts';

/** What a case's clocks follow from: what rules ask about it as it is now, what happened to it, and what its customer was told. */
export interface Past {
  readonly of: Omit<ClockedCase, 'packs'>;
  readonly happenings: readonly Happening[];
  readonly tellings: readonly Told[];
  /** The clocks that it has. */
  readonly deadlines: readonly Deadline[];
}

/** The past of a case; undefined where there is none, or it has no clocks. Its facts are those of today. */
export async function readPast<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  id: string,
): Promise<Past | undefined> {
  const { type } = store;
  const world = await readWorld(store, table, id);
  if (!world || !type.clocks) return undefined;
  const { customerId, createdAt } = world.it;
  const [events, messages] = await Promise.all([
    eventsOf(store, table, id),
    messagesOfCase(table, { customerId, caseId: id, since: createdAt }),
  ]);
  const { packs, ...of } = clockedCase(type, type.clocks, world, {});
  const happenings = events.map(({ type: happened, at }) => ({ type: happened, at }));
  return { of, happenings, tellings: messages.flatMap(tellingOf), deadlines: world.deadlines };
}

async function eventsOf<C extends Case, R>(store: CaseStore<C, R>, table: Table, id: string): Promise<DomainEvent[]> {
  const { range, parse } = store.timelineOf(id);
  const events: DomainEvent[] = [];
  let after: Range['after'];
  do {
    const { items, last } = await table.query({ ...range, ...(after && { after }) });
    events.push(...items.map(parse));
    after = last;
  } while (after);
  return events;
}
