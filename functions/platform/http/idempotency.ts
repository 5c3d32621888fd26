import { createHash } from 'node:crypto';
import { derivedId } from '../ids.ts';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import type { Item, Table } from '../record/table.ts';
import type { Principal } from './auth.ts';
import type { Reply } from './route.ts';

/**
 * An item takes 400 KB (DynamoDB, "Constraints"). Only the answer to a bulk load with mistakes in most rows is larger;
 * it is not remembered, and need not be: such a load commits by itself and is safe to repeat.
 */
const LARGEST_REPLY = 300 * 1024;

/** A day: longer than any client keeps retrying one request. */
const KEPT_SECONDS = 24 * 60 * 60;

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
  const known = await table.get({ PK: `IDEMPOTENCY#${id}`, SK: 'IDEMPOTENCY' });
  if (known) return replay(known, hash);
  const { writes = [], ...reply } = await decide();
  const text = JSON.stringify(reply);
  if (writes.length === 0 && Buffer.byteLength(text) > LARGEST_REPLY) return reply;
  const answer = {
    PK: `IDEMPOTENCY#${id}`,
    SK: 'IDEMPOTENCY',
    entity: 'idempotency',
    hash,
    reply: text,
    ttl: Math.floor(request.now.getTime() / 1000) + KEPT_SECONDS,
  };
  // First, so that of two at once the later is answered from this record, not by a conflict with its own twin.
  return { ...reply, writes: [{ create: answer }, ...writes] };
}

function replay(known: Item, hash: string): Reply {
  if (known.hash !== hash) {
    throw new DomainError('idempotency-key-reused', says.idempotencyKeyReused);
  }
  const reply = JSON.parse(String(known.reply)) as Reply;
  return { ...reply, headers: { ...reply.headers, 'idempotency-replayed': 'true' } };
}
