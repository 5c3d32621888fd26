import { dueAttributes } from '../platform/record/due.ts';
import { entityOf } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Item, Range, Table, Write } from '../platform/record/table.ts';
import { type Case, type CaseChange, type CaseType, evolve, statusIn } from './case.ts';

/** What the stream does with a stored case: start its workflow, in place of an older one, or stop it. */
export type Outbox =
  | { readonly outbox: 'start'; readonly starts: Start }
  | {
      readonly outbox: 'stop';
      readonly stops: { readonly workflow: string; readonly name: string; readonly cause: string };
    };

export interface Start {
  readonly workflow: string;
  readonly name: string;
  readonly input: { readonly caseId: string };
  /** An execution that is still running and must not go on. */
  readonly replaces?: string;
}

export type CaseStore<C extends Case, Reads = unknown> = ReturnType<typeof caseStore<C, Reads, string>>;

/** The records of one type of case: keys, ranges, and the writes of its changes. The only place that spells its keys. */
export function caseStore<C extends Case, Reads, Place extends string>(declared: CaseType<C, Reads, Place>) {
  const type: CaseType<C, Reads> = declared;
  const entity = type.name;
  const partition = (id: string) => `${entity.toUpperCase()}#${id}`;
  const key = (id: string) => ({ PK: partition(id), SK: entity.toUpperCase() });
  const ofCustomerPartition = (customerId: string) => `CUSTOMER#${customerId}#${entity.toUpperCase()}S`;
  const executionName = (it: C) => `${entity}-${type.idOf(it)}-${it.execution}`;

  const toItem = (it: C): Item => ({
    ...key(type.idOf(it)),
    GSI1PK: ofCustomerPartition(it.customerId),
    GSI1SK: `${it.createdAt}#${type.idOf(it)}`,
    ...dueAttributes(type.idOf(it), it.wakeAt),
    entity,
    ...it,
  });

  const toCase = (item: Item): C => type.schema.parse(entityOf(item));

  const eventOf = (it: C, change: CaseChange<C>, actor: Actor): Write => {
    const { happened, data = {}, note } = change;
    const status = statusIn(change);
    return eventWrite(partition(type.idOf(it)), {
      type: `${entity}.${happened}.v1`,
      caseId: type.idOf(it),
      version: it.version,
      at: it.updatedAt,
      actor,
      data: { ...data, ...(status && { status }) },
      ...(note && { note }),
    });
  };

  return {
    type,
    partition,
    executionName,
    toCase,

    async get(table: Table, id: string): Promise<C | undefined> {
      const item = await table.get(key(id));
      return item && toCase(item);
    },

    /** A new case: the record, which starts its workflow, and its first event. */
    create(it: C, first: CaseChange<C>, actor: Actor): Write[] {
      const starts = { workflow: type.workflow, name: executionName(it), input: { caseId: type.idOf(it) } };
      return [{ create: { ...toItem(it), outbox: 'start', starts } }, eventOf(it, first, actor)];
    },

    /** The case after one or more changes, each of which is an event of its own. */
    change(read: C, changes: readonly CaseChange<C>[], actor: Actor, now: Date): { after: C; events: Write[] } {
      const events: Write[] = [];
      let after = read;
      for (const change of changes) {
        after = evolve(type, after, change, now);
        events.push(eventOf(after, change, actor));
      }
      return { after, events };
    },

    replace: (it: C, read: number, outbox?: Outbox): Write => ({ replace: { ...toItem(it), ...outbox }, read }),

    /** The same case, to be looked at by the finder at another time. It is no change: it has no event and no new version. */
    wakes(it: C, wakeAt: string): Write {
      return { replace: toItem({ ...it, wakeAt }), read: it.version };
    },

    /** A customer's, newest first. */
    ofCustomer: (customerId: string): Range => ({
      index: 'GSI1',
      partition: ofCustomerPartition(customerId),
      newestFirst: true,
    }),

    /** A case's history, oldest first. */
    timelineOf: (id: string): Range => ({ partition: partition(id), prefix: 'EVENT#' }),
  };
}
