import { basename } from 'node:path';
import type { RowResult } from '../../functions/platform/http/bulk-schemas.ts';
import type { ApiClient, Kind } from './api-client.ts';
import { type Converted, convertRow } from './convert-row.ts';
import { isGarbled, type Row, readRows } from './csv-file.ts';
import type { Fields } from './import-map.ts';
import type { Counts } from './import-state.ts';
import type { Reject } from './rejects-file.ts';

/** A file that has been looked at: its encoding, its header, and how its columns become fields. */
export interface Source {
  readonly kind: Kind;
  readonly path: string;
  readonly encoding: string;
  readonly size: number;
  readonly header: readonly string[];
  readonly fields: Fields;
}

/** A row as the API gets it, or why it does not. */
type Taken = { readonly row: Row } & Converted;

/** Rows in the order of the file, and how much of it has been read by then. */
interface Batch {
  readonly rows: Taken[];
  bodies: number;
  bytes: number;
  bytesRead: number;
}

/** What came of a batch, when all before it are settled as well. */
export interface Settled {
  readonly counts: Counts;
  readonly rejects: readonly Reject[];
  readonly bytesRead: number;
}

/** Rows of a request: the API's own limit. */
const ROWS = 100;
/** Of a request. Lambda takes 6 MB, and the gateway wraps the body as text once more. */
const BYTES = 2_000_000;
/** Rows that wait to be written down, rejected ones included, so that memory stays flat in a file of bad rows. */
const BATCH_ROWS = 500;
const IN_FLIGHT = 4;

/** Sends a file's rows behind the first `skip`, a few requests at a time, and yields what came of them, in order. */
export async function* importFile(source: Source, client: ApiClient, skip: number): AsyncGenerator<Settled> {
  const flights: Flight[] = [];
  for await (const batch of batchesOf(source, skip)) {
    const own = keysOf(batch, source.kind);
    // Rows of one record must arrive in the order of the file, so the later one waits for the earlier one's answer.
    while (flights.length >= IN_FLIGHT || flights.some((flight) => overlap(flight.keys, own))) {
      yield await land(flights);
    }
    const done = settle(source, client, batch);
    // Thrown when its turn comes; until then it is not unhandled.
    done.catch(() => undefined);
    flights.push({ keys: own, done });
  }
  while (flights.length > 0) yield await land(flights);
}

/** Whether the API still holds what an earlier run sent it: its first rows, sent again, change nothing. */
export async function holdsFirstRows(source: Source, client: ApiClient): Promise<boolean> {
  for await (const batch of batchesOf(source, 0)) {
    const { counts } = await settle(source, client, batch);
    return counts.written === 0 && counts.unchanged > 0;
  }
  return false;
}

interface Flight {
  readonly keys: ReadonlySet<unknown>;
  readonly done: Promise<Settled>;
}

async function land(flights: Flight[]): Promise<Settled> {
  const [first] = flights.splice(0, 1) as [Flight];
  return first.done;
}

async function* batchesOf(source: Source, skip: number): AsyncGenerator<Batch> {
  let bytesRead = 0;
  let seen = -1;
  let batch = emptyBatch();
  const rows = readRows(source.path, source.encoding, (bytes) => {
    bytesRead += bytes;
  });
  for await (const row of rows) {
    seen += 1;
    if (seen <= skip) continue;
    const taken = take(source, row);
    batch.rows.push(taken);
    if ('body' in taken) {
      batch.bodies += 1;
      batch.bytes += Buffer.byteLength(JSON.stringify(taken.body));
    }
    batch.bytesRead = bytesRead;
    if (batch.bodies === ROWS || batch.bytes > BYTES || batch.rows.length === BATCH_ROWS) {
      yield batch;
      batch = emptyBatch();
    }
  }
  if (batch.rows.length > 0) yield batch;
}

function emptyBatch(): Batch {
  return { rows: [], bodies: 0, bytes: 0, bytesRead: 0 };
}

function take({ header, encoding, fields }: Source, row: Row): Taken {
  const { cells } = row;
  if (cells.length !== header.length) return { row, reasons: [`${cells.length} cells, not ${header.length}`] };
  if (isGarbled(cells)) return { row, reasons: [`it holds bytes that are not ${encoding}`] };
  return { row, ...convertRow(new Map(header.map((column, place) => [column, cells[place] ?? ''])), fields) };
}

async function settle(source: Source, client: ApiClient, batch: Batch): Promise<Settled> {
  const bodies = batch.rows.flatMap((taken) => ('body' in taken ? [taken.body] : []));
  const results = bodies.length > 0 ? await client.send(source.kind, bodies) : [];
  const counts = { read: batch.rows.length, written: 0, unchanged: 0, rejected: 0 };
  const rejects: Reject[] = [];
  let next = 0;
  for (const taken of batch.rows) {
    const result = 'body' in taken ? results[next++] : undefined;
    counts[result?.outcome ?? 'rejected'] += 1;
    const reasons = 'reasons' in taken ? taken.reasons : result?.outcome === 'rejected' ? reasonsOf(result) : undefined;
    if (reasons) rejects.push(rejectOf(source, taken.row, reasons));
  }
  return { counts, rejects, bytesRead: batch.bytesRead };
}

function reasonsOf({ errors = [] }: RowResult): string[] {
  if (errors.length === 0) return ['rejected'];
  return errors.map(({ pointer, detail }) => `${pointer.slice(1).replaceAll('/', '.')}: ${detail}`);
}

function rejectOf({ path, kind }: Source, { line, cells }: Row, reasons: readonly string[]): Reject {
  return { file: basename(path), kind, line, reason: reasons.join('; '), cells };
}

/** What a row is found again by, and the row that it must come after. */
const keys: Readonly<Record<Kind, readonly string[]>> = {
  branches: ['branchId', 'parent'],
  staff: ['staffId', 'manager'],
  customers: ['externalRef'],
  policies: ['policyNumber'],
};

function keysOf(batch: Batch, kind: Kind): Set<unknown> {
  const names = keys[kind];
  return new Set(batch.rows.flatMap((taken) => ('body' in taken ? names.map((name) => taken.body[name]) : [])));
}

function overlap(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  for (const key of a) if (b.has(key)) return true;
  return false;
}
