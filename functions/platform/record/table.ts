import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { says } from '../platform-wordings.ts';
import { DomainError, type ProblemCode } from '../problems.ts';
import { commitTo } from './committing.ts';
import type { Index } from './indexes.ts';

const key = z.object({ PK: z.string(), SK: z.string() });
export type Key = Readonly<z.infer<typeof key>>;

export type Fields = Readonly<Record<string, unknown>>;

/** A stored item: its keys, which entity it is, what lists show of it in `record`, and what no index holds beside that. */
const item = z.looseObject({
  PK: z.string(),
  SK: z.string(),
  entity: z.string(),
  record: z.record(z.string(), z.unknown()),
});
export type Item = Readonly<z.infer<typeof item>>;
const items = z.array(item);

/**
 * One write of a transaction. `create` wants no item there, `replace` wants the version that was `read`, and with `due` that
 * it is still to be woken then; `put` wants nothing, and belongs to another item of the transaction that does.
 * `conflict` is what to tell the caller when that does not hold; without it the handler is run again on what is there now.
 */
export type Write =
  | { readonly create: Item; readonly conflict?: ProblemCode }
  | { readonly replace: Item; readonly read: number; readonly due?: string; readonly conflict?: ProblemCode }
  | { readonly put: Item; readonly conflict?: never };

export interface Range {
  readonly index?: Index;
  readonly partition: string;
  readonly prefix?: string;
  /** Only what sorts before this; not with a prefix. */
  readonly before?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
  /** Where the last page ended. */
  readonly after?: Fields;
  /** Only records whose fields equal these; filtered after the read, so a page may hold fewer than `limit`. */
  readonly where?: Readonly<Record<string, string>>;
}

export interface Page {
  readonly items: readonly Item[];
  readonly last?: Fields;
}

/** The table, as far as the product needs it; a test may give its own. */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** The items of these keys, in their order; any number, read in batches. */
  getMany(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  query(range: Range): Promise<Page>;
  /** All of the writes or none. Throws `Conflict`. */
  commit(writes: readonly Write[]): Promise<void>;
}

/** DynamoDB as the table needs it: commands of the document client. */
export type Documents = Pick<DynamoDBDocumentClient, 'send'>;

/** The DynamoDB table of that name. The client's own retries have no second effect: `commitTo` says how. */
export function dynamoTable(tableName: string, client = new DynamoDBClient({})): Table {
  return tableOn(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), tableName);
}

/** The table of that name, reached through `db`. */
export function tableOn(db: Documents, tableName: string): Table {
  return {
    async get(key) {
      const { Item } = await db.send(
        new GetCommand({ TableName: tableName, Key: { PK: key.PK, SK: key.SK }, ConsistentRead: true }),
      );
      return item.optional().parse(Item);
    },
    async getMany(keys) {
      const wanted = new Map(keys.map(({ PK, SK }) => [nameOf({ PK, SK }), { PK, SK }]));
      const found = new Map<string, Item>();
      for (const chunk of chunksOf([...wanted.values()], BATCH_GET)) {
        for (const item of await batchGet(db, tableName, chunk)) found.set(nameOf(item), item);
      }
      return keys.map((key) => found.get(nameOf(key)));
    },
    async query(range) {
      const output = await db.send(new QueryCommand({ TableName: tableName, ...queryInput(range) }));
      const found = items.parse(output.Items ?? []);
      return output.LastEvaluatedKey ? { items: found, last: output.LastEvaluatedKey } : { items: found };
    },
    commit: (writes) => commitTo(db, tableName, writes),
  };
}

/** Keys of one BatchGetItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const BATCH_GET = 100;
const ATTEMPTS = 8;

/** Reads until nothing is left unprocessed, which is how a busy table or an answer over 16 MB says to come again. */
async function batchGet(db: Documents, tableName: string, keys: Key[]): Promise<Item[]> {
  const found: Item[] = [];
  let left = keys;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const { Responses, UnprocessedKeys } = await db.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...items.parse(Responses?.[tableName] ?? []));
    left = z.array(key).parse(UnprocessedKeys?.[tableName]?.Keys ?? []);
    if (left.length === 0) break;
    if (attempt === ATTEMPTS) throw new DomainError('too-many-requests', says.busyTable);
    await wait(Math.random() * 20 * 2 ** attempt);
  }
  return found;
}

function nameOf({ PK, SK }: Key): string {
  return JSON.stringify([PK, SK]);
}

function chunksOf<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

function queryInput({ index, partition, prefix, before, newestFirst, limit, after, where }: Range) {
  const [pk, sk] = index ? [`${index}PK`, `${index}SK`] : ['PK', 'SK'];
  const filter = filterOf(where ?? {});
  const sorted =
    prefix !== undefined ? ' AND begins_with(#sk, :prefix)' : before !== undefined ? ' AND #sk < :before' : '';
  return {
    ...(index && { IndexName: index }),
    KeyConditionExpression: `#pk = :pk${sorted}`,
    ExpressionAttributeNames: { '#pk': pk, ...(sorted && { '#sk': sk }), ...filter.names },
    ExpressionAttributeValues: {
      ':pk': partition,
      ...(prefix !== undefined ? { ':prefix': prefix } : before !== undefined && { ':before': before }),
      ...filter.values,
    },
    ...(filter.expression && { FilterExpression: filter.expression }),
    ...(newestFirst && { ScanIndexForward: false }),
    ...(limit && { Limit: limit }),
    ...(after && { ExclusiveStartKey: after }),
    ...(!index && { ConsistentRead: true }),
  };
}

/** `{ branchId: 'BJ-01' }` as a filter expression on the record. */
function filterOf(where: Readonly<Record<string, string>>) {
  const fields = Object.entries(where);
  const names = fields.map(([field], n): [string, string] => [`#w${n}`, field]);
  return {
    names: Object.fromEntries(fields.length > 0 ? [['#record', 'record'], ...names] : []),
    values: Object.fromEntries(fields.map(([, value], n) => [`:w${n}`, value])),
    expression: fields.map((_, n) => `#record.#w${n} = :w${n}`).join(' AND '),
  };
}
