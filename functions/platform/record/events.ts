import type { Principal } from '../http/auth.ts';
import type { Item, Write } from './table.ts';

/** Who did it: a person by the token's subject, or the system. */
export interface Actor {
  readonly sub: string;
  readonly name: string;
}
export const system: Actor = { sub: 'system', name: 'Careline' };
/** The system where it decides in a person's place; it has no role. */
export const systemPrincipal: Principal = { ...system, roles: [] };

/** Something that happened to a case; stored with the change that it tells of, then published on the bus by the relay. */
export interface DomainEvent {
  /** Past tense and versioned: `claim.registered.v1`. */
  readonly type: string;
  readonly caseId: string;
  readonly version: number;
  readonly at: string;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
  /** What somebody said in their own words; it stays in the record and is not published. */
  readonly note?: string | undefined;
}

export function actorOf(principal: Principal): Actor {
  return { sub: principal.sub, name: principal.name };
}

/** The history write of a change: one event for each version of a case, so a repeated change cannot tell itself twice. */
export function eventWrite(partition: string, event: DomainEvent): Write {
  const id = `evt_${event.caseId}_${event.version}`;
  const SK = `EVENT#${String(event.version).padStart(6, '0')}`;
  return { create: { PK: partition, SK, entity: 'event', id, ...event } };
}

/** A stored event as the timeline shows it. */
export function toEvent(item: Item): DomainEvent & { id: string } {
  const { PK, SK, entity, ...event } = item;
  return event as unknown as DomainEvent & { id: string };
}
