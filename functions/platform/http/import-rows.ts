import type { z } from 'zod';
import { type FieldError, inWords, type Language } from '../problems.ts';
import { decideAndCommit } from '../record/commit.ts';
import { Conflict } from '../record/conflict.ts';
import type { Table, Write } from '../record/table.ts';
import type { RowResult } from './bulk-schemas.ts';
import { parseFields } from './field-errors.ts';

/** What a row comes to: what is to be written (nothing when it is stored like that already), or why it is refused. */
export type RowDecision =
  | { readonly id: string; readonly writes: readonly Write[] }
  | { readonly errors: readonly FieldError[] };

/** How rows of one kind are read. */
export interface RowKind<Row> {
  readonly schema: z.ZodType<Row>;
  /** Rows of one key are one record: the later row is decided on what the earlier one has written. */
  readonly keyOf: (row: Row) => string;
  /** Reads what these rows need, all at once, and returns the decision on each, in order. Reads only. */
  readonly decide: (table: Table, rows: readonly Row[]) => Promise<readonly RowDecision[]>;
}

/** A row's result before it is put into words. */
type Outcome = Omit<RowResult, 'errors'> & { readonly errors?: readonly FieldError[] };

interface Pending<Row> {
  readonly index: number;
  readonly row: Row;
}

/**
 * Brings rows in, each on its own: written, unchanged or rejected, in the order given. What a bulk request and a step of
 * a Distributed Map call alike. A row's writes are in one transaction; the rows share transactions for speed, so this
 * makes several of them. It stays safe to repeat, after a failure half-way too: a row that is in is `unchanged`.
 */
export async function importRows<Row>(
  table: Table,
  items: readonly unknown[],
  kind: RowKind<Row>,
  language: Language = 'en',
): Promise<readonly RowResult[]> {
  const results: Outcome[] = [];
  const parsed: Pending<Row>[] = [];
  for (const [index, item] of items.entries()) {
    const read = parseFields(kind.schema, item, { most: 20 });
    if ('data' in read) parsed.push({ index, row: read.data });
    else results.push({ index, outcome: 'rejected', errors: read.errors });
  }
  for (const round of rounds(parsed, kind)) results.push(...(await importRound(table, round, kind)));
  return results
    .sort((a, b) => a.index - b.index)
    .map(({ errors, ...result }) => ({ ...result, ...(errors && { errors: inWords(errors, language) }) }));
}

/** Rows of one key go into rounds after another, since a transaction may touch an item once. */
function rounds<Row>(rows: readonly Pending<Row>[], kind: RowKind<Row>): Pending<Row>[][] {
  const seen = new Map<string, number>();
  const result: Pending<Row>[][] = [];
  for (const pending of rows) {
    const key = kind.keyOf(pending.row);
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    result[round] = [...(result[round] ?? []), pending];
  }
  return result;
}

async function importRound<Row>(table: Table, rows: readonly Pending<Row>[], kind: RowKind<Row>): Promise<Outcome[]> {
  const decisions = await kind.decide(
    table,
    rows.map(({ row }) => row),
  );
  const decided = rows.map((pending, place) => ({ ...pending, decision: made(decisions[place]) }));
  const changing = decided.filter(({ decision }) => 'writes' in decision && decision.writes.length > 0);
  const packs = packed(changing, ({ decision }) => ('writes' in decision ? decision.writes : []));
  const redecided = new Map<number, Outcome>();
  await Promise.all(
    packs.map(async (pack) => {
      if (await committed(table, pack.writes)) return;
      for (const pending of pack.rows) redecided.set(pending.index, await importAlone(table, pending, kind));
    }),
  );
  return decided.map(({ index, decision }) => redecided.get(index) ?? resultOf(index, decision));
}

/** Where rows of a transaction met another writer, each is decided again on what is there now. */
async function importAlone<Row>(table: Table, { index, row }: Pending<Row>, kind: RowKind<Row>): Promise<Outcome> {
  const { decision } = await decideAndCommit(table, async () => {
    const decision = made((await kind.decide(table, [row]))[0]);
    return { decision, ...('writes' in decision && { writes: decision.writes.map(retried) }) };
  });
  return resultOf(index, decision);
}

function made(decision: RowDecision | undefined): RowDecision {
  if (!decision) throw new Error('A row was not decided');
  return decision;
}

/** A row that somebody else wrote first is an update now, not a refusal. */
function retried(write: Write): Write {
  const { conflict, ...again } = write;
  return again;
}

async function committed(table: Table, writes: readonly Write[]): Promise<boolean> {
  try {
    await table.commit(writes);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

function resultOf(index: number, decision: RowDecision): Outcome {
  if ('errors' in decision) return { index, outcome: 'rejected', errors: decision.errors };
  return { index, outcome: decision.writes.length > 0 ? 'written' : 'unchanged', id: decision.id };
}

/** A transaction takes 100 actions and 4 MB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const ACTIONS = 100;
/** Of JSON, which is larger than what DynamoDB counts. */
const BYTES = 3_500_000;

function packed<T>(rows: readonly T[], writesOf: (row: T) => readonly Write[]): { rows: T[]; writes: Write[] }[] {
  const packs: { rows: T[]; writes: Write[]; bytes: number }[] = [];
  for (const row of rows) {
    const writes = writesOf(row);
    const bytes = Buffer.byteLength(JSON.stringify(writes));
    let pack = packs.at(-1);
    if (!pack || pack.writes.length + writes.length > ACTIONS || pack.bytes + bytes > BYTES) {
      pack = { rows: [], writes: [], bytes: 0 };
      packs.push(pack);
    }
    pack.rows.push(row);
    pack.writes.push(...writes);
    pack.bytes += bytes;
  }
  return packs;
}
