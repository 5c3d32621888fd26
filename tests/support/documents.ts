import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { AwsError } from '@careline/sandbox/aws-error';
import type { DynamoDb } from '@careline/sandbox/dynamodb';
import type { Documents } from '../../functions/platform/record/table.ts';

const actions: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  BatchGetCommand: 'BatchGetItem',
  QueryCommand: 'Query',
  TransactWriteCommand: 'TransactWriteItems',
};
/** Where a request or an answer holds an item, or the parts of one. */
const items = new Set(['Key', 'Item', 'ExclusiveStartKey', 'LastEvaluatedKey', 'ExpressionAttributeValues']);
const lists = new Set(['Keys', 'Items']);

/**
 * The document client's commands on a table in this process. The SDK's own client would sign and serialise each of them, which
 * took two thirds of the processor time of a story; tests/sandbox/dynamodb/sdk-client.test.ts goes through it, and so do
 * the deployed bundles.
 */
export function documentsOf(db: DynamoDb): Documents {
  async function send(command: { readonly constructor: { readonly name: string }; readonly input: object }) {
    const action = actions[command.constructor.name];
    if (!action) throw new Error(`The table has no use for a ${command.constructor.name}`);
    try {
      const answer = await db.call(action, converted(command.input, toAttributes) as Record<string, unknown>);
      return converted(answer, unmarshall);
    } catch (error) {
      throw error instanceof AwsError ? asTheSdkThrows(error) : error;
    }
  }
  // The class's overloads say no more than this does.
  return { send } as unknown as Documents;
}

const toAttributes = (value: never) => marshall(value, { removeUndefinedValues: true });

/** A request or an answer with its items in the other form. */
function converted(part: unknown, convert: (item: never) => unknown): unknown {
  if (Array.isArray(part)) return part.map((one) => converted(one, convert));
  if (typeof part !== 'object' || part === null) return part;
  const fields = Object.entries(part).map(([name, value]) => {
    if (items.has(name)) return [name, convert(value as never)];
    if (lists.has(name)) return [name, (value as never[]).map(convert)];
    if (name === 'Responses') return [name, responses(value as Record<string, never[]>, convert)];
    return [name, converted(value, convert)];
  });
  return Object.fromEntries(fields);
}

/** By table, for a batch. */
function responses(tables: Readonly<Record<string, never[]>>, convert: (item: never) => unknown) {
  return Object.fromEntries(Object.entries(tables).map(([table, found]) => [table, found.map(convert)]));
}

function asTheSdkThrows({ code, message, details }: AwsError): Error {
  const told = { message, $metadata: {}, ...details };
  if (code === 'TransactionCanceledException') return new TransactionCanceledException(told);
  if (code === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(told);
  return Object.assign(new Error(message), { name: code });
}
