import { AwsError, notImplemented } from '../aws/aws-error.ts';
import type { VirtualClock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { inputRules, type Json, runNow, validate } from './dynalite-actions.ts';
import { emptyTable, findTable, type Table, type TableDescription, type Tables } from './table.ts';
import type { TimeToLive } from './time-to-live.ts';
import type { UnitOfWork } from './unit-of-work.ts';

export interface TableDependencies {
  readonly tables: Tables;
  readonly clock: VirtualClock;
  readonly ids: Ids;
  readonly timeToLive: TimeToLive;
  readonly begin: () => UnitOfWork;
}

type TableAction = (dependencies: TableDependencies, input: Json) => Json;

/** The actions on tables as such; they take effect at once, without the states CREATING and DELETING. */
export const tableActions: ReadonlyMap<string, TableAction> = new Map<string, TableAction>([
  ['CreateTable', createTable],
  ['DeleteTable', deleteTable],
  ['DescribeTable', describeTable],
  ['DescribeTimeToLive', describeTimeToLive],
  ['ListTables', listTables],
  ['UpdateTimeToLive', updateTimeToLive],
]);

/** What CreateTable takes beside the parameters that dynalite knows. */
const ACCEPTED = [
  'DeletionProtectionEnabled',
  'PointInTimeRecoverySpecification',
  'SSESpecification',
  'StreamSpecification',
  'TableClass',
  'Tags',
];

function createTable({ tables, clock, ids, begin }: TableDependencies, input: Json): Json {
  refuseUnsupported(input);
  const unit = begin();
  const data = validate(inputRules('CreateTable'), input, unit);
  const created = runNow('CreateTable', unit, data).TableDescription as TableDescription;
  const description: TableDescription = {
    ...structuredClone(created),
    TableId: ids.uuid(),
    TableStatus: 'ACTIVE',
    CreationDateTime: clock.now() / 1000,
    DeletionProtectionEnabled: input.DeletionProtectionEnabled === true,
  };
  for (const index of description.GlobalSecondaryIndexes ?? []) index.IndexStatus = 'ACTIVE';
  Object.assign(description, encryptionOf(input), streamOf(input, description, clock));
  const table = emptyTable(description);
  tables.set(description.TableName, table);
  return { TableDescription: describe(table) };
}

function refuseUnsupported(input: Json): void {
  const known = [...Object.keys(inputRules('CreateTable').types), ...ACCEPTED];
  const unknown = Object.keys(input).find((name) => !known.includes(name) || name === 'LocalSecondaryIndexes');
  if (unknown) throw notImplemented('dynamodb', `CreateTable with ${unknown}`);
}

function encryptionOf({ SSESpecification }: Json): Json {
  const { Enabled, KMSMasterKeyId } = (SSESpecification ?? {}) as { Enabled?: boolean; KMSMasterKeyId?: string };
  if (!Enabled) return {};
  return {
    SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', ...(KMSMasterKeyId && { KMSMasterKeyArn: KMSMasterKeyId }) },
  };
}

function streamOf({ StreamSpecification }: Json, { TableArn }: TableDescription, clock: VirtualClock): Json {
  if (!StreamSpecification) return {};
  const { StreamEnabled, StreamViewType } = StreamSpecification as { StreamEnabled?: boolean; StreamViewType?: string };
  if (!StreamEnabled) return {};
  if (StreamViewType !== 'NEW_AND_OLD_IMAGES') throw notImplemented('dynamodb', `streams of ${StreamViewType}`);
  const LatestStreamLabel = new Date(clock.now()).toISOString().replace('Z', '');
  return {
    StreamSpecification: { StreamEnabled, StreamViewType },
    LatestStreamLabel,
    LatestStreamArn: `${TableArn}/stream/${LatestStreamLabel}`,
  };
}

function deleteTable({ tables, timeToLive }: TableDependencies, input: Json): Json {
  const table = tableOf(tables, input);
  const { TableName, TableArn, DeletionProtectionEnabled } = table.description;
  if (DeletionProtectionEnabled) {
    const message = `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. Table: ${TableArn}`;
    throw new AwsError('ValidationException', message);
  }
  timeToLive.forget(table);
  tables.delete(TableName);
  return { TableDescription: { ...describe(table), TableStatus: 'DELETING' } };
}

function describeTable({ tables }: TableDependencies, input: Json): Json {
  return { Table: describe(tableOf(tables, input)) };
}

function listTables({ tables }: TableDependencies, { ExclusiveStartTableName, Limit }: Json): Json {
  const limit = typeof Limit === 'number' ? Limit : 100;
  const after = typeof ExclusiveStartTableName === 'string' ? ExclusiveStartTableName : '';
  const names = [...tables.keys()].sort().filter((name) => name > after);
  const page = names.slice(0, limit);
  return { TableNames: page, ...(names.length > limit && { LastEvaluatedTableName: page.at(-1) }) };
}

function updateTimeToLive({ tables, timeToLive }: TableDependencies, input: Json): Json {
  const table = tableOf(tables, input);
  const { AttributeName, Enabled } = (input.TimeToLiveSpecification ?? {}) as Json;
  if (typeof AttributeName !== 'string' || typeof Enabled !== 'boolean') {
    throw new AwsError('ValidationException', 'TimeToLiveSpecification needs AttributeName and Enabled');
  }
  if (Enabled) timeToLive.enable(table, AttributeName);
  else timeToLive.disable(table);
  return { TimeToLiveSpecification: { AttributeName, Enabled } };
}

function describeTimeToLive({ tables, timeToLive }: TableDependencies, input: Json): Json {
  const AttributeName = timeToLive.attributeOf(tableOf(tables, input));
  return {
    TimeToLiveDescription: AttributeName
      ? { TimeToLiveStatus: 'ENABLED', AttributeName }
      : { TimeToLiveStatus: 'DISABLED' },
  };
}

function tableOf(tables: Tables, { TableName }: Json): Table {
  if (typeof TableName === 'string') return findTable(tables, TableName, 'table');
  throw new AwsError('ValidationException', "The parameter 'TableName' is required but was not present in the request");
}

function describe({ description, items }: Table): TableDescription {
  return { ...structuredClone(description), ItemCount: items.size };
}
