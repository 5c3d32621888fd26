import type { List } from '../../functions/platform/record/entity.ts';
import type { Table } from '../../functions/platform/record/table.ts';

/** The first page of a list, as whoever asks for it reads it. */
export async function listed<T>(table: Table, { range, parse }: List<T>): Promise<T[]> {
  return (await table.query(range)).items.map(parse);
}
