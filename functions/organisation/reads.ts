import type { Table } from '../platform/record/table.ts';

/** Records of one sort, each read once; what a batch has decided so far stands before what is stored. */
export interface Reads<T> {
  readonly get: (id: string) => Promise<T | undefined>;
  readonly load: (ids: readonly string[]) => Promise<void>;
  readonly keep: (id: string, record: T) => void;
}

interface Many<T> {
  getMany(table: Table, ids: readonly string[]): Promise<readonly (T | undefined)[]>;
}

export function readsOf<T>(store: Many<T>, table: Table): Reads<T> {
  const known = new Map<string, T | undefined>();
  const load = async (ids: readonly string[]) => {
    const wanted = [...new Set(ids)].filter((id) => !known.has(id));
    const found = await store.getMany(table, wanted);
    for (const [place, id] of wanted.entries()) known.set(id, found[place]);
  };
  return {
    load,
    async get(id) {
      await load([id]);
      return known.get(id);
    },
    keep(id, record) {
      known.set(id, record);
    },
  };
}
