import type { AttributeValue, Item } from '../dynamodb/attribute-values.ts';
import { limits } from './limits.ts';

interface KeySchema {
  readonly KeySchema?: readonly { readonly AttributeName: string }[];
}

/** What is wrong with the size of an item's keys, for the table or one of its indexes, in the service's words. */
export function oversizedKey(
  item: Item,
  table: KeySchema & { readonly GlobalSecondaryIndexes?: readonly (KeySchema & { readonly IndexName: string })[] },
): string | undefined {
  const ofTable = oversized(item, table);
  if (ofTable) return ofTable.message;
  for (const index of table.GlobalSecondaryIndexes ?? []) {
    const ofIndex = oversized(item, index);
    // Which index it is about is told as for other misfits of index keys; the whole sentence is not documented.
    if (ofIndex) return `${ofIndex.message} IndexName: ${index.IndexName}, IndexKey: ${ofIndex.attribute}`;
  }
  return undefined;
}

function oversized(item: Item, { KeySchema = [] }: KeySchema): { message: string; attribute: string } | undefined {
  const [partition, sort] = KeySchema.map(({ AttributeName }) => AttributeName);
  if (partition !== undefined && sizeOf(item[partition]) > limits.partitionKeySize.figure)
    return { message: `${INVALID}: ${PARTITION_KEY}`, attribute: partition };
  if (sort !== undefined && sizeOf(item[sort]) > limits.sortKeySize.figure)
    return { message: `${INVALID}: ${SORT_KEY}`, attribute: sort };
  return undefined;
}

/** Keys are text, bytes or numbers; a number is always small enough. */
function sizeOf(value: AttributeValue | undefined): number {
  return Buffer.byteLength(value?.S ?? '') + Buffer.byteLength(value?.B ?? '', 'base64');
}

const INVALID = 'One or more parameter values were invalid';
// The missing space is the service's own.
const PARTITION_KEY = `Size of hashkey has exceeded the maximum size limit of${limits.partitionKeySize.figure} bytes`;
const SORT_KEY = `Aggregated size of all range keys has exceeded the size limit of ${limits.sortKeySize.figure} bytes`;
