import { randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Conflict } from './conflict.ts';
import type { Documents, Item, Write } from './table.ts';

/**
 * Makes all of the writes or none; throws `Conflict`. A single one is a PutItem, which costs half of a transaction. A repeat
 * by the SDK, after an answer that was lost, has no second effect and is no conflict: a transaction has the SDK's request
 * token, a single write the id of its change.
 */
export async function commitTo(db: Documents, tableName: string, writes: readonly Write[]): Promise<void> {
  const [write, ...others] = writes;
  if (!write) return;
  if (others.length > 0) await transact(db, tableName, writes);
  else if ('put' in write) await db.send(new PutCommand(put(tableName, write)));
  else await putOnce(db, tableName, write);
}

async function transact(db: Documents, tableName: string, writes: readonly Write[]): Promise<void> {
  try {
    await db.send(new TransactWriteCommand({ TransactItems: writes.map((write) => ({ Put: put(tableName, write) })) }));
  } catch (error) {
    throw error instanceof TransactionCanceledException ? conflictOf(error, writes) : error;
  }
}

/** The item carries the id of its change beside the record: a condition that fails on that very id has met its own write. */
async function putOnce(db: Documents, tableName: string, write: Write): Promise<void> {
  const change = randomBytes(12).toString('base64url');
  const asked = { ...put(tableName, write, { change }), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  try {
    await db.send(new PutCommand(asked));
  } catch (error) {
    if (error instanceof TransactionConflictException) throw new Conflict(undefined);
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The document client leaves the item of an error as DynamoDB told it.
    if (error.Item?.change?.S !== change) throw new Conflict(write.conflict);
  }
}

function put(tableName: string, write: Write, beside: { readonly change?: string } = {}) {
  if ('put' in write) return { TableName: tableName, Item: write.put };
  if ('create' in write) {
    return {
      TableName: tableName,
      Item: { ...write.create, ...beside },
      ConditionExpression: 'attribute_not_exists(PK)',
    };
  }
  return { TableName: tableName, Item: { ...write.replace, ...beside }, ...stillAsRead(write) };
}

function stillAsRead({ read, due }: Extract<Write, { readonly replace: Item }>) {
  return {
    ConditionExpression: `#record.#version = :read${due === undefined ? '' : ' AND #record.#wakeAt = :due'}`,
    ExpressionAttributeNames: {
      '#record': 'record',
      '#version': 'version',
      ...(due !== undefined && { '#wakeAt': 'wakeAt' }),
    },
    ExpressionAttributeValues: { ':read': read, ...(due !== undefined && { ':due': due }) },
  };
}

function conflictOf(error: TransactionCanceledException, writes: readonly Write[]): Error {
  const reasons = error.CancellationReasons ?? [];
  const other = reasons.find(
    ({ Code }) => !['None', 'ConditionalCheckFailed', 'TransactionConflict'].includes(Code ?? ''),
  );
  if (other) return error;
  // What another transaction holds is not decided yet, and may turn out to be this very request, sent twice.
  if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return new Conflict(undefined);
  const failed = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  return new Conflict(writes[failed]?.conflict);
}
