import { setTimeout as wait } from 'node:timers/promises';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import { Conflict } from './conflict.ts';
import type { Table, Write } from './table.ts';

/** Enough for a burst of reports of the same loss to sort itself out; each run reads again. */
const ATTEMPTS = 8;

/**
 * Runs `decide`, writes what it decided in one transaction and returns its decision. Where somebody else wrote first, it
 * decides again on what is there now. Throws the write's own `conflict`, or `too-many-requests` when the rush does not end.
 */
export async function decideAndCommit<Decision extends { readonly writes?: readonly Write[] }>(
  table: Table,
  decide: () => Promise<Decision>,
): Promise<Decision> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const decision = await decide();
    try {
      await table.commit(decision.writes ?? []);
      return decision;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (error.code) throw new DomainError(error.code, says.writtenFirst);
      if (attempt < ATTEMPTS) await wait(Math.random() * 20 * 2 ** attempt);
    }
  }
  throw new DomainError('too-many-requests', says.busyRecord);
}
