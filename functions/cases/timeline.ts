import { isOwn, type Principal } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import type { DomainEvent } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import type { Case } from './case.ts';
import type { CaseStore } from './case-store.ts';

/** How the house works on a case, of whatever type, is nobody's business but its staff's. */
const workings = {
  events: ['task-escalated', 'task-passed-on', 'handed-over', 'resumed', 'restarted', 'continued', 'halted'],
  fields: ['queue'],
};

/** Whether somebody sees a case as staff do: with how it is sorted, and how its decisions come about. */
export function isHandledBy(principal: Principal, it: Case): boolean {
  return !isOwn(principal, it) && principal.roles.some((role) => role !== 'customer');
}

/** A page of a case's history. How staff come to a decision is theirs until it is made. */
export async function timeline<C extends Case, R>(
  { type, timelineOf }: CaseStore<C, R>,
  table: Table,
  it: C,
  request: Parameters<typeof page>[2],
) {
  const handled = isHandledBy(request.principal, it);
  const { events = [], notes = [], fields = [] } = type.internal ?? {};
  const typesOf = (happened: readonly string[]) => new Set(happened.map((one) => `${type.name}.${one}.v1`));
  const internal = typesOf([...workings.events, ...events]);
  const unsaid = typesOf(notes);
  return page(table, timelineOf(type.idOf(it)), request, {
    sees: (_, event) => handled || !internal.has(event.type),
    view: (event) => (handled ? event : without(event, [...workings.fields, ...fields], unsaid)),
  });
}

function without({ note, ...event }: DomainEvent, fields: readonly string[], unsaid: ReadonlySet<string>): DomainEvent {
  const data = Object.fromEntries(Object.entries(event.data).filter(([field]) => !fields.includes(field)));
  return { ...event, data, ...(note !== undefined && !unsaid.has(event.type) && { note }) };
}
