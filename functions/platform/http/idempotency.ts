import { createHash } from 'node:crypto';
import * as z from 'zod';
import { derivedId } from '../ids.ts';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import { entity } from '../record/entity.ts';
import type { Table } from '../record/table.ts';
import type { Principal } from './auth.ts';
import type { Reply } from './route.ts';

/**
 * An item takes 400 KB (DynamoDB, "Constraints"). Only the answer to a bulk load with mistakes in most rows is larger;
 * it is not remembered, and need not be: such a load commits by itself and is safe to repeat.
 */
const LARGEST_REPLY = 300 * 1024;

/** A day: longer than any client keeps retrying one request. */
const KEPT_SECONDS = 24 * 60 * 60;

/** The answer to a request with a key, as it was given. */
const answers = entity({
  type: 'idempotency',
  schema: z.object({ id: z.string(), hash: z.string(), reply: z.string(), expiresAt: z.iso.datetime() }),
  id: ({ id }) => id,
  expires: ({ expiresAt }) => new Date(expiresAt),
});
const reply = z.object({
  status: z.int(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
});
type Answer = Parameters<typeof answers.create>[0];

/**
 * Answers a repeated `Idempotency-Key` with the first answer, status and body; a changed request is refused. The answer
 * is remembered in the transaction that makes the change, so of many at once exactly one takes effect. Keys belong to
 * the principal and the route. Refusals are not remembered: nothing was changed.
 */
export async function idempotently(
  table: Table,
  request: { key: string; principal: Principal; route: string; fingerprint: string; now: Date },
  decide: () => Promise<Reply>,
): Promise<Reply> {
  const id = derivedId('idm', request.principal.sub, request.route, request.key);
  const hash = createHash('sha256').update(request.fingerprint).digest('hex');
  const known = await answers.get(table, id);
  if (known) return replay(known, hash);
  const { writes = [], ...answered } = await decide();
  const text = JSON.stringify(answered);
  if (writes.length === 0 && Buffer.byteLength(text) > LARGEST_REPLY) return answered;
  const expiresAt = new Date(request.now.getTime() + KEPT_SECONDS * 1000).toISOString();
  const answer = answers.create({ id, hash, reply: text, expiresAt });
  // First, so that of two at once the later is answered from this record, not by a conflict with its own twin.
  return { ...answered, writes: [answer, ...writes] };
}

function replay(known: Answer, hash: string): Reply {
  if (known.hash !== hash) throw new DomainError('idempotency-key-reused', says.idempotencyKeyReused);
  const given = reply.parse(JSON.parse(known.reply));
  return { ...given, headers: { ...given.headers, 'idempotency-replayed': 'true' } };
}
