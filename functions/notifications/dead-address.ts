import * as z from 'zod';
import { derivedId } from '../platform/ids.ts';
import { entity } from '../platform/record/entity.ts';
import type { Table, Write } from '../platform/record/table.ts';

/** A mailbox that was closed may be opened again, so it is tried again after this long (milliseconds). */
const DEAD_FOR = 90 * 86_400_000;

/** An address from which a message came back for good. It is known by a hash, so that nobody reads addresses here. */
const deadAddresses = entity({
  type: 'dead-address',
  schema: z.object({ addressId: z.string(), since: z.iso.datetime() }),
  id: ({ addressId }) => addressId,
  expires: ({ since }) => new Date(Date.parse(since) + DEAD_FOR),
});

/** Nothing more is sent there for a while. */
export function bury(address: string, now: Date): Write {
  return deadAddresses.put({ addressId: idOf(address), since: now.toISOString() });
}

/** Whether nothing must be sent there. The table forgets a dead address late, so its time is looked at. */
export async function isDead(table: Table, address: string, now: Date): Promise<boolean> {
  const known = await deadAddresses.get(table, idOf(address));
  return known !== undefined && Date.parse(known.since) + DEAD_FOR > now.getTime();
}

function idOf(address: string): string {
  return derivedId('adr', address.toLowerCase());
}
