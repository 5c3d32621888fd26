import { notImplemented } from '../aws/aws-error.ts';
import { type ActionName, inputRules, type Json } from './dynalite-actions.ts';
import { transactGetInput } from './transact-get.ts';
import { transactWriteInput } from './transact-write-input.ts';

type Types = Readonly<Record<string, unknown>>;

/** Refuses, by name, parameters that the sandbox's DynamoDB does not have; dynalite would leave them out without a word. */
export function refuseUnknown(action: string, input: Json): void {
  const types = typesOf[action];
  if (!types) return;
  const unknown = unknownIn(input, types);
  if (unknown.length > 0) throw notImplemented('dynamodb', `${action} with ${unknown.join(', ')}`);
}

const ofRules = (names: readonly ActionName[]) =>
  Object.fromEntries(names.map((name) => [name, inputRules(name).types]));

const typesOf: Readonly<Record<string, Types>> = {
  ...ofRules(['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem']),
  TransactGetItems: transactGetInput.types,
  TransactWriteItems: transactWriteInput.types,
  DeleteTable: { TableName: 'String' },
  DescribeTable: { TableName: 'String' },
  DescribeTimeToLive: { TableName: 'String' },
  ListTables: { ExclusiveStartTableName: 'String', Limit: 'Integer' },
  UpdateTimeToLive: {
    TableName: 'String',
    TimeToLiveSpecification: {
      type: 'FieldStruct<TimeToLiveSpecification>',
      children: { AttributeName: 'String', Enabled: 'Boolean' },
    },
  },
};

function unknownIn(value: unknown, types: Types): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null)
    .flatMap(([name, member]) =>
      Object.hasOwn(types, name) ? unknownBelow(member, types[name]).map((inner) => `${name}.${inner}`) : [name],
    );
}

/** Looks into structures, lists and maps; what an attribute's value holds is the data's own. */
function unknownBelow(value: unknown, described: unknown): string[] {
  if (!isObject(described)) return [];
  const { type, children } = described;
  const kind = String(type).split('<')[0];
  if (kind === 'FieldStruct' || kind === 'ValueStruct') return isObject(children) ? unknownIn(value, children) : [];
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return [...new Set(members.flatMap((member) => unknownBelow(member, children)))];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
