import type { Call } from '../../tests/support/api.ts';
import type { House } from '../../tests/support/house/house.ts';
import type { Agenda } from './agenda.ts';
import { Chance } from './chance.ts';
import type { Records } from './records.ts';

/** Where the people of a simulation act: the product, what they see of it, and when they will do what. */
export interface Scene {
  readonly house: House;
  readonly records: Records;
  readonly agenda: Agenda;
  /** Chance of its own for everybody, so that what one does is not by how often another has drawn. */
  chanceOf(name: string): Chance;
  now(): number;
}

export function chancesOf(seed: number): (name: string) => Chance {
  const known = new Map<string, Chance>();
  return (name) => {
    const chance = known.get(name) ?? new Chance(hashOf(`${seed} ${name}`));
    known.set(name, chance);
    return chance;
  };
}

/**
 * Calls a route for somebody who may come too late: what the record has moved away from meanwhile is refused. Answers the body, or
 * undefined where it was refused so. Throws for any other refusal: nobody here does what one must not.
 */
export async function attempt({ house }: Scene, request: Call): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { status, body } = await house.call(request);
  if (status === 200 || status === 201) return body;
  if (status === 409) return undefined;
  throw new Error(
    `${request.route} for ${JSON.stringify(request.params)} was answered ${status}: ${JSON.stringify(body)}`,
  );
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(text: string): number {
  return [...Buffer.from(text)].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}
