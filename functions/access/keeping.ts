import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { accessLine, accessMessage } from '../platform/http/access-line.ts';
import type { Table } from '../platform/record/table.ts';
import type { Access } from './access.ts';
import { accessWrite } from './access-store.ts';

/** A transaction of DynamoDB takes so many writes. */
const MOST = 100;

const subscription = z.object({ awslogs: z.object({ data: z.string() }) });
const batch = z.object({ logEvents: z.array(z.object({ message: z.string() })) });
const line = z.object({ message: z.literal(accessMessage), access: accessLine });

/**
 * Keeps the accesses that a subscription of the functions' logs brings, an entry for each customer. It may come twice: an entry's key
 * derives from the request. Lines that only look like one are passed over. Throws for what is no subscription's event.
 */
export async function keepAccesses(table: Table, event: unknown): Promise<{ kept: number }> {
  const { data } = subscription.parse(event).awslogs;
  const { logEvents } = batch.parse(JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8')));
  const entries = new Map(logEvents.flatMap(({ message }) => accessesIn(message)));
  const writes = [...entries.values()].map(accessWrite);
  for (let from = 0; from < writes.length; from += MOST) await table.commit(writes.slice(from, from + MOST));
  return { kept: writes.length };
}

function accessesIn(message: string): [key: string, Access][] {
  const { data } = line.safeParse(parsed(message));
  if (!data) return [];
  const { customers, ...access } = data.access;
  return customers.map((customerId) => [`${customerId} ${access.requestId}`, { ...access, customerId }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
