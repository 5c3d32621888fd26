import db from 'dynalite/db/index.js';
import { AwsError } from '../aws/aws-error.ts';
import { limits } from '../limits/limits.ts';
import { type Item, itemSize } from './attribute-values.ts';
import { type ActionName, asAwsError, type Json, runNow } from './dynalite-actions.ts';
import { findTable, keyOf, type Table, type Tables } from './table.ts';
import type { WriteKind } from './transact-write-input.ts';
import { type CancellationReason, cancelFor, reasonFor } from './transaction-cancelled.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** One action of a transaction, its input parsed; `key` is undefined when it does not fit the table. */
interface TransactWrite {
  readonly kind: WriteKind;
  readonly data: Json;
  readonly table: Table;
  readonly key: string | undefined;
}

/**
 * Notes the writes of a transaction in the unit of work; throws TransactionCanceledException if any of them
 * must not happen. `items` are the parsed TransactItems.
 */
export function transactWrite(items: readonly Json[], unit: UnitOfWork, tables: Tables): void {
  const writes = items.map((item) => parsed(item, tables));
  const targets = writes.flatMap(({ table, key }) => (key ? [`${table.description.TableName}/${key}`] : []));
  if (new Set(targets).size < targets.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  cancelFor(writes.map((write) => attempt(write, unit)));
  const size = unit.changes.reduce((sum, { oldItem, newItem }) => sum + itemSize(newItem ?? oldItem ?? {}), 0);
  if (size > limits.transactionSize.figure)
    throw invalid('The aggregate size of the items in the transaction exceeds 4 MB');
}

const ACTIONS: Record<Exclude<WriteKind, 'ConditionCheck'>, ActionName> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
};

function parsed(item: Json, tables: Tables): TransactWrite {
  const [[kind, data] = []] = Object.entries(item) as [WriteKind, Json][];
  if (!kind || !data) throw new Error('a TransactItem without an action passed the validation');
  const table = findTable(tables, data.TableName as string, 'item');
  const key = kind === 'Put' ? keyOf(data.Item as Item, table) : (data.Key as Item);
  const fits = !db.validateKey(key, table.description);
  return { kind, data, table, key: fits ? db.createKey(key, table.description) : undefined };
}

function attempt(write: TransactWrite, unit: UnitOfWork): CancellationReason {
  const { kind, data, table, key } = write;
  try {
    if (kind === 'ConditionCheck') checkCondition(write);
    else runNow(ACTIONS[kind], unit, data);
    return { Code: 'None' };
  } catch (error) {
    const wanted = data.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && key;
    return reasonFor(error, wanted ? table.items.get(wanted) : undefined);
  }
}

function checkCondition({ data, table, key }: TransactWrite): void {
  const error = key
    ? db.checkConditional(data, table.items.get(key))
    : db.validateKey(data.Key as Item, table.description);
  if (error) throw asAwsError(error);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
