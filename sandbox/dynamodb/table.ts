import { AwsError } from '../aws/aws-error.ts';
import type { Item } from './attribute-values.ts';
import { ItemMap } from './item-map.ts';

/** A table as DescribeTable answers it, so far as the sandbox looks into it. */
export interface TableDescription {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes?: { IndexName: string; IndexStatus: string }[];
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: string };
  LatestStreamArn?: string;
  DeletionProtectionEnabled?: boolean;
  [other: string]: unknown;
}

/** A table's committed state; the maps are keyed by dynalite's sortable keys. */
export interface Table {
  readonly description: TableDescription;
  readonly items: ItemMap;
  readonly indexes: ReadonlyMap<string, ItemMap>;
}

export type Tables = Map<string, Table>;

export function emptyTable(description: TableDescription): Table {
  const indexNames = description.GlobalSecondaryIndexes?.map((index) => index.IndexName) ?? [];
  return {
    description,
    items: new ItemMap(),
    indexes: new Map(indexNames.map((name) => [name, new ItemMap()])),
  };
}

/** The primary key of an item. */
export function keyOf(item: Item, { description }: Table): Item {
  const key: Record<string, Item[string]> = {};
  for (const { AttributeName } of description.KeySchema) {
    const value = item[AttributeName];
    if (value) key[AttributeName] = value;
  }
  return key;
}

/** The table, or ResourceNotFoundException in the words of the item operations or of the table operations. */
export function findTable(tables: Tables, name: string, words: 'item' | 'table'): Table {
  const table = tables.get(name);
  if (table) return table;
  const which = words === 'table' ? `: Table: ${name} not found` : '';
  throw new AwsError('ResourceNotFoundException', `Requested resource not found${which}`);
}
