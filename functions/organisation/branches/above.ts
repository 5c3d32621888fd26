/** Deeper than any insurer's tree: what is longer is a mistake, and nobody follows it. */
export const DEEPEST = 24;

/** What lies above a record, the nearest first, and whether the way was followed to its end: no further than where it turns back. */
export interface Line<T> {
  readonly ids: readonly string[];
  readonly records: readonly T[];
  readonly isWhole: boolean;
}

/** Reads from a record upwards, itself first; what is not there ends it. */
export async function lineFrom<T>(
  first: string | undefined,
  read: (id: string) => Promise<T | undefined>,
  next: (record: T) => string | undefined,
  deepest = DEEPEST,
): Promise<Line<T>> {
  const ids: string[] = [];
  const records: T[] = [];
  let id = first;
  while (id !== undefined) {
    if (ids.includes(id) || ids.length === deepest) return { ids, records, isWhole: false };
    ids.push(id);
    const record = await read(id);
    if (record === undefined) break;
    records.push(record);
    id = next(record);
  }
  return { ids, records, isWhole: true };
}
