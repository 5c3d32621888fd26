import db from 'dynalite/db/index.js';
import { indexesOf } from './index-entry.ts';
import type { Table } from './table.ts';

/**
 * The sort key of the first entry of an index's partition, both of them strings; undefined where it is empty. It is read off
 * dynalite's key, for some microseconds: no item is looked at.
 */
export function firstKey({ description, indexes }: Table, indexName: string, partition: string): string | undefined {
  const { KeySchema = [] } = indexesOf(description).find(({ IndexName }) => IndexName === indexName) ?? {};
  const [hash] = KeySchema;
  if (!hash) throw new Error(`Table ${description.TableName} has no index ${indexName}`);
  const { AttributeName } = hash;
  const begins = db.createKey({ [AttributeName]: { S: partition } }, description, [{ AttributeName, KeyType: 'HASH' }]);
  const key = indexes.get(indexName)?.keyFrom(begins);
  if (!key?.startsWith(begins)) return undefined;
  const [sort = ''] = key.slice(begins.length).split('/');
  return Buffer.from(sort, 'hex').toString();
}
