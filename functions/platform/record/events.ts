import * as z from 'zod';
import type { Principal } from '../http/auth.ts';
import type { List } from './entity.ts';
import type { Item, Write } from './table.ts';

export const actor = z.object({ sub: z.string(), name: z.string() });
/** Who did it: a person by the token's subject, or the system. */
export type Actor = Readonly<z.infer<typeof actor>>;
export const system: Actor = { sub: 'system', name: 'Careline' };
/** The system where it decides in a person's place; it has no role. */
export const systemPrincipal: Principal = { ...system, roles: [] };

const domainEvent = z.lazy(() =>
  z.object({
    id: z.string(),
    /** Past tense and versioned: `claim.registered.v1`. */
    type: z.string(),
    caseId: z.string(),
    version: z.int(),
    at: z.iso.datetime(),
    actor,
    data: z.record(z.string(), z.unknown()),
    /** What somebody said in their own words; it stays in the record and is not published. */
    note: z.string().optional(),
  }),
);

/** Something that happened to a case; stored with the change that it tells of, then published on the bus by the relay. */
export type DomainEvent = Readonly<z.infer<typeof domainEvent>>;

export function actorOf(principal: Principal): Actor {
  return { sub: principal.sub, name: principal.name };
}

/**
 * The history write of a change: one event for each version of a case, so a repeated change cannot tell itself twice. What is
 * `noted` changes nothing, and stands behind its version by an id of its own.
 */
export function eventWrite(partition: string, event: Omit<DomainEvent, 'id'>, noted?: string): Write {
  const id = [`evt_${event.caseId}_${event.version}`, ...(noted === undefined ? [] : [noted])].join('_');
  const version = `${prefix}${String(event.version).padStart(6, '0')}`;
  const SK = noted === undefined ? version : `${version}#${noted}`;
  return { create: { PK: partition, SK, entity: 'event', record: { id, ...event } } };
}

/** The history of a case, oldest first. */
export function historyOf(partition: string): List<DomainEvent> {
  return { range: { partition, prefix }, parse: toEvent };
}

/** A stored event as the timeline shows it. */
export function toEvent({ record }: Pick<Item, 'record'>): DomainEvent {
  return domainEvent.parse(record);
}

const prefix = 'EVENT#';
