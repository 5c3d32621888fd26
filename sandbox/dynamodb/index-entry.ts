import type { Item } from './attribute-values.ts';
import type { TableDescription } from './table.ts';

export interface IndexDescription {
  readonly IndexName: string;
  readonly KeySchema?: readonly { readonly AttributeName: string }[];
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

/** The secondary indexes of a table. */
export function indexesOf(table: TableDescription): readonly IndexDescription[] {
  return table.GlobalSecondaryIndexes ?? [];
}

/** The attributes of an item that an index holds; undefined for an item without the index's key. */
export function indexEntry(item: Item, index: IndexDescription, table: TableDescription): Item | undefined {
  const keys = indexKeys(index);
  if (keys.some((name) => item[name] === undefined)) return undefined;
  const { ProjectionType = 'ALL', NonKeyAttributes = [] } = index.Projection ?? {};
  if (ProjectionType === 'ALL') return item;
  const kept = new Set([...keys, ...table.KeySchema.map(({ AttributeName }) => AttributeName), ...NonKeyAttributes]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

export function indexKeys({ KeySchema = [] }: IndexDescription): readonly string[] {
  return KeySchema.map(({ AttributeName }) => AttributeName);
}
