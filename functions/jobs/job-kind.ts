import type * as z from 'zod';
import type { Table } from '../platform/record/table.ts';
import type { Row } from './job.ts';

/** What a page has found, and where the next one begins; without a cursor there is none. */
export interface JobPage {
  readonly rows: readonly Row[];
  readonly tally: Readonly<Record<string, number>>;
  readonly cursor?: string;
  /** Records that were looked at, and how much of all that is to be read is behind the page. */
  readonly looked: number;
  readonly done: number;
  readonly of: number;
}

/** Where a job reads on, and the moment that it was asked for, as of which it judges. */
export interface PageAt {
  readonly cursor: string | undefined;
  readonly asOf: Date;
}

/** A sort of job: it reads, and writes nothing. The same page of the same records is the same again. */
export interface JobKind {
  readonly columns: readonly string[];
  page(table: Table, input: unknown, at: PageAt): Promise<JobPage>;
}

/** Ties a kind's pages to the schema of its input. */
export function jobKind<S extends z.ZodType>(declared: {
  readonly input: S;
  readonly columns: readonly string[];
  readonly page: (table: Table, input: z.output<S>, at: PageAt) => Promise<JobPage>;
}): JobKind {
  const { input: schema, columns, page } = declared;
  return { columns, page: (table, input, at) => page(table, schema.parse(input), at) };
}
