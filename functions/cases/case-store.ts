import { duePlace } from '../platform/record/due.ts';
import { entity, type List } from '../platform/record/entity.ts';
import { type Actor, type DomainEvent, eventWrite, historyOf } from '../platform/record/events.ts';
import type { Write } from '../platform/record/table.ts';
import { type Case, type CaseChange, type CaseType, evolve, statusIn, type Told } from './case.ts';
import { listed } from './case-listing.ts';

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

/** The records of one type of case: ranges, and the writes of its changes. The only place that spells its keys. */
export function caseStore<C extends Case, Reads, Place extends string>(declared: CaseType<C, Reads, Place>) {
  const type: CaseType<C, Reads> = declared;
  const { name, idOf } = type;
  const ofCustomerPartition = (customerId: string) => `CUSTOMER#${customerId}#${name.toUpperCase()}S`;
  const executionName = (it: C) => `${name}-${idOf(it)}-${it.execution}`;
  const partition = (id: string) => records.key(id).PK;
  const records = entity<C>({
    type: name,
    schema: type.schema,
    id: idOf,
    indexes: (it) => ({
      GSI1: [ofCustomerPartition(it.customerId), `${it.createdAt}#${idOf(it)}`],
      GSI2: duePlace(idOf(it), it.wakeAt),
      GSI3: type.listedBy?.(it),
    }),
  });

  const eventOf = (it: C, change: CaseChange<C>, actor: Actor): Write => {
    const { happened, data = {}, note } = change;
    const status = statusIn(change);
    return eventWrite(partition(idOf(it)), {
      type: `${name}.${happened}.v1`,
      caseId: idOf(it),
      version: it.version,
      at: it.updatedAt,
      actor,
      data: { ...data, ...(status && { status }) },
      ...(note && { note }),
    });
  };

  const listing = (it: C): Write => {
    const { reference, branchId, status, createdAt, updatedAt } = it;
    const shared = { reference, branchId, status, createdAt, updatedAt };
    const told = { under: type.belongsTo?.(it), summary: type.summary?.(it) };
    return listed({ ...shared, caseId: idOf(it), caseType: name, ...told });
  };

  return {
    type,
    partition,
    executionName,
    get: records.get,
    getMany: records.getMany,

    /** A new case: the record, which starts its workflow, and its first event. */
    create(it: C, first: CaseChange<C>, actor: Actor): Write[] {
      const starts = { workflow: type.workflow, name: executionName(it), input: { caseId: idOf(it) } };
      return [records.create(it, undefined, { outbox: 'start', starts }), eventOf(it, first, actor), listing(it)];
    },

    /** The case after one or more changes, each of which is a version and an event of its own. */
    change(read: C, changes: readonly CaseChange<C>[], actor: Actor, now: Date): { after: C; events: Write[] } {
      const events: Write[] = [];
      let after = read;
      for (const change of changes) {
        after = records.replace(after, evolve(type, after, change), now).after;
        events.push(eventOf(after, change, actor));
      }
      return { after, events };
    },

    /**
     * Something that is told in the history and changes nothing: it stands behind the version that was read, and whoever has read
     * that has still the latest. `id` tells it from others.
     */
    noted: (it: C, { happened, data = {}, note }: Told, actor: Actor, at: { id: string; now: Date }): Write =>
      eventWrite(
        partition(idOf(it)),
        {
          type: `${name}.${happened}.v1`,
          caseId: idOf(it),
          version: it.version,
          at: at.now.toISOString(),
          actor,
          data,
          ...(note && { note }),
        },
        at.id,
      ),

    /** The write of a changed case; `read` is the version that its changes were made from. */
    replace: (it: C, read: number, outbox?: Outbox): Write => records.write(it, read, { ...outbox }),

    /** Where staff find it, as it is now. */
    listing,

    /**
     * The same case, to be woken at another time, or never; `lateSince` where it is only looked at again. It is no change: it
     * has no event and no new version, and holds as long as nobody else has woken it.
     */
    wakes: (it: C, wakeAt: string | undefined, lateSince?: string): Write => ({
      ...records.write({ ...it, wakeAt, lateSince }, it.version),
      ...(it.wakeAt !== undefined && { due: it.wakeAt }),
    }),

    /** A customer's, newest first. */
    ofCustomer: (customerId: string): List<C> =>
      records.list({ index: 'GSI1', partition: ofCustomerPartition(customerId), newestFirst: true }),

    timelineOf: (id: string): List<DomainEvent> => historyOf(partition(id)),
  };
}
