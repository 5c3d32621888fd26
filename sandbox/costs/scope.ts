import { z } from 'zod';
import type { Invocation } from '../lambda/functions.ts';
import type { Cases } from './cases.ts';
import type { Charge } from './charge.ts';

/** A run of a function: what it has cost so far that no call could put to a case, and which cases it was about. */
export interface Scope {
  readonly route: string;
  /** The cases of the event, by how many of its records are about them. */
  readonly event: ReadonlyMap<string, number>;
  /** The cases that its calls changed or read. */
  readonly written: Set<string>;
  readonly read: Set<string>;
  readonly pending: Charge[];
  /** Bytes of the HTTP request that it answers; undefined if it answers none. */
  readonly httpBytes: number | undefined;
}

/** What an invocation's event tells. */
export function scopeOf({ resource, payload }: Invocation, cases: Cases): Scope {
  const event: unknown = JSON.parse(payload);
  const http = httpEvent.safeParse(event).data;
  return {
    route: http?.routeKey ?? resource.name,
    event: weightsOf(event, cases),
    written: new Set(),
    read: new Set(),
    pending: [],
    httpBytes: http && Buffer.byteLength(http.body, http.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/**
 * Whose the run is: the cases of its event; without, those that it changed; without, the one that it read. Who reads
 * several, such as a queue, works for none of them.
 */
export function casesOf({ event, written, read }: Scope): ReadonlyMap<string, number> {
  if (event.size > 0) return event;
  const own = written.size > 0 ? written : read.size === 1 ? read : [];
  return new Map([...own].map((caseId) => [caseId, 1]));
}

/** A batch of a stream is split by its records, each of which counts once. */
function weightsOf(event: unknown, cases: Cases): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const records = batch.safeParse(event).data?.Records ?? [event];
  for (const record of records)
    for (const caseId of cases.in(record)) weights.set(caseId, (weights.get(caseId) ?? 0) + 1);
  return weights;
}

const batch = z.object({ Records: z.array(z.unknown()) });

const httpEvent = z.object({
  version: z.literal('2.0'),
  routeKey: z.string(),
  requestContext: z.object({ apiId: z.string() }),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});
