import batchGetItem from 'dynalite/actions/batchGetItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import createTable from 'dynalite/actions/createTable.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import type { ServiceError, Store } from 'dynalite/db/index.js';
import batchGetItemInput from 'dynalite/validations/batchGetItem.js';
import batchWriteItemInput from 'dynalite/validations/batchWriteItem.js';
import createTableInput from 'dynalite/validations/createTable.js';
import deleteItemInput from 'dynalite/validations/deleteItem.js';
import getItemInput from 'dynalite/validations/getItem.js';
import validations, { type Validation } from 'dynalite/validations/index.js';
import putItemInput from 'dynalite/validations/putItem.js';
import queryInput from 'dynalite/validations/query.js';
import scanInput from 'dynalite/validations/scan.js';
import updateItemInput from 'dynalite/validations/updateItem.js';
import { AwsError } from '../aws/aws-error.ts';

/** Items pass as plain JSON; what they hold is dynalite's to check. */
export type Json = Record<string, unknown>;

/** Parameter of the single writes and of a transaction's actions that dynalite does not know. */
export const RETURN_ON_FAILURE = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

const EMPTY_VALUE = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';

const actions = {
  BatchGetItem: { run: batchGetItem, input: batchGetItemInput },
  BatchWriteItem: { run: batchWriteItem, input: batchWriteItemInput },
  CreateTable: { run: createTable, input: createTableInput },
  DeleteItem: { run: deleteItem, input: withReturnOnFailure(deleteItemInput) },
  GetItem: { run: getItem, input: getItemInput },
  PutItem: { run: putItem, input: withReturnOnFailure(putItemInput) },
  Query: { run: query, input: queryInput },
  Scan: { run: scan, input: withConsistentRead(scanInput) },
  UpdateItem: { run: updateItem, input: withReturnOnFailure(updateItemInput) },
};

export type ActionName = keyof typeof actions;

/** The rules for an action's input. */
export function inputRules(name: ActionName): Validation {
  return actions[name].input;
}

/** Checks an input and returns it parsed, ready to run; throws ValidationException or SerializationException. */
export function validate({ types, custom }: Validation, input: Json, store: Store): Json {
  try {
    const data = validations.checkTypes({ ...input }, types);
    validations.checkValidations(data, types, custom, store);
    return data;
  } catch (error) {
    // dynalite stumbles over null in the place of a value; the service sees an empty one.
    if (error instanceof TypeError) throw new AwsError('ValidationException', EMPTY_VALUE);
    throw asAwsError(error);
  }
}

/** Runs an action on parsed data; for all but Query and Scan it is done when this returns. */
export function runNow(name: ActionName, store: Store, data: Json): Json {
  const outcomes: { error?: unknown; output?: Json }[] = [];
  actions[name].run(store, data, (error, output = {}) => outcomes.push(error ? { error } : { output }));
  const [outcome] = outcomes;
  if (!outcome) throw new Error(`${name} did not finish at once`);
  if (outcome.error) throw inWordsOf(name, asAwsError(outcome.error));
  return present(outcome.output ?? {});
}

/** Runs `run`, which is done when it returns, with `random` for Math.random, by which dynalite mixes the answers of a batch read. */
export function drawingFrom<T>(random: () => number, run: () => T): T {
  const { random: usual } = Math;
  Math.random = random;
  try {
    return run();
  } finally {
    Math.random = usual;
  }
}

/** An item that an update makes too large has words of its own. */
function inWordsOf(name: ActionName, error: unknown): unknown {
  if (name !== 'UpdateItem' || !(error instanceof AwsError) || !error.message.startsWith('Item size has')) return error;
  return new AwsError(error.code, error.message.replace('size has', 'size to update has'));
}

/** Runs a Query or Scan on parsed data. */
export function runLater(name: 'Query' | 'Scan', store: Store, data: Json): Promise<Json> {
  return new Promise((resolve, reject) => {
    actions[name].run(store, data, (error, output = {}) => {
      if (error) reject(asAwsError(error));
      else resolve(present(output));
    });
  });
}

/** dynalite's errors carry the service's own JSON body. */
export function asAwsError(error: unknown): unknown {
  if (!isServiceError(error)) return error;
  const { __type, message, Message } = error.body;
  return new AwsError(__type.slice(__type.indexOf('#') + 1), message ?? Message ?? '', error.statusCode);
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'body' in error && 'statusCode' in error;
}

/** Leaves out what is undefined, as JSON does. */
function present(output: Json): Json {
  return Object.fromEntries(Object.entries(output).filter(([, value]) => value !== undefined));
}

/** Every read is consistent here; what DynamoDB refuses is refused. */
function withConsistentRead(rules: Validation): Validation {
  return {
    types: { ...rules.types, ConsistentRead: 'Boolean' },
    custom: (data, store) =>
      data.ConsistentRead && data.IndexName
        ? 'Consistent reads are not supported on global secondary indexes'
        : rules.custom?.(data, store),
  };
}

function withReturnOnFailure(rules: Validation): Validation {
  return { ...rules, types: { ...rules.types, ...RETURN_ON_FAILURE } };
}
