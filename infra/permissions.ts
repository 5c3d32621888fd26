import { ArnFormat, Aws, Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Index } from '../functions/platform/record/indexes.ts';

/** Something a role may do. A resource with a wildcard says why it has one. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly why?: string;
}

/**
 * Gives a role its permissions, and acknowledges each wildcard among their resources with its reason. Throws for a wildcard
 * without one: the role may have another reason for the same wildcard, and cdk-nag would take it for both.
 */
export function permit(role: Role, permissions: readonly Permission[]): void {
  for (const { actions, resources, conditions, why } of permissions) {
    if (!why && resources.some((resource) => resource.includes('*'))) {
      throw new Error(`${actions.join(', ')}: a resource with a wildcard must say why`);
    }
    role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }
  role.node.addValidation({ validate: () => acknowledgeWildcards(role, permissions) });
}

/** Runs when references between stacks are resolved and cdk-nag has not looked yet: only now a finding's name is known. */
function acknowledgeWildcards(role: Role, permissions: readonly Permission[]): string[] {
  for (const { resources, why } of permissions) {
    if (!why) continue;
    for (const resource of resources) {
      const finding = `Resource::${flattenCfnReference(Stack.of(role).resolve(resource))}`;
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason: why });
    }
  }
  return [];
}

/** Traces of X-Ray, which has no resources to name. */
export const trace: Permission = {
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
  why: 'X-Ray has no resources to name.',
};

/** How a function works on the record, beside getting what it knows the key of. */
export interface TableUse {
  /** Whether it gets records whose keys it knows, which it does by default. */
  readonly gets?: boolean;
  /** Whether it also writes, which it does by default. */
  readonly writes?: boolean;
  /** More actions on the table. */
  readonly actions?: readonly string[];
  /** The indexes that it queries. */
  readonly queries?: readonly Index[];
  /** Whether it decides on cases: their clocks lie beside them, and what else rules ask about is found by indexes. */
  readonly decides?: true;
}

/** What is found by its case, and by what it is about. */
const besideCases: readonly Index[] = ['GSI1', 'GSI3'];

/** Work on the record; never scan it. A transaction is authorised as the puts and checks it is made of. */
export function useTable(
  table: Table,
  key: Key,
  { gets = true, writes = true, actions = [], queries = [], decides }: TableUse,
): Permission[] {
  const read = new Set([...queries, ...(decides ? besideCases : [])]);
  const indexes = [...read].map((index) => `${table.tableArn}/index/${index}`);
  const onTable = [
    ...(gets ? ['dynamodb:GetItem'] : []),
    ...(writes ? ['dynamodb:PutItem'] : []),
    ...new Set([...actions, ...(decides ? ['dynamodb:Query'] : [])]),
  ];
  // AWS lists them all as the least for a table with a key of ours, and does not say which call needs which.
  const keyActions = ['kms:Decrypt', 'kms:DescribeKey', ...(writes ? ['kms:Encrypt', 'kms:GenerateDataKey'] : [])];
  return [
    ...(onTable.length > 0 ? [allow(onTable, [table.tableArn])] : []),
    ...(indexes.length > 0 ? [allow(['dynamodb:Query'], indexes)] : []),
    useKey(key, keyActions, 'dynamodb'),
  ];
}

/** Read the table's stream, as Lambda does in the name of its consumer. */
export function readStream(streamArn: string, key: Key): Permission[] {
  return [
    allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [streamArn]),
    useKey(key, ['kms:Decrypt'], 'dynamodb'),
    allow(
      ['dynamodb:ListStreams'],
      ['*'],
      'Lambda asks for it when the mapping is made; it takes no resource (service authorization reference, DynamoDB).',
    ),
  ];
}

/** Work off a queue, as Lambda does in the name of its consumer, and hide a message that must wait. */
export function workOffQueue(queue: Queue, key: Key): Permission[] {
  const actions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'];
  return [
    allow(
      actions.map((action) => `sqs:${action}`),
      [queue.queueArn],
    ),
    useKey(key, ['kms:Decrypt'], 'sqs'),
  ];
}

/** Read a secret's value. */
export function readSecret(secret: Secret, key: Key): Permission[] {
  return [allow(['secretsmanager:GetSecretValue'], [secret.secretArn]), useKey(key, ['kms:Decrypt'], 'secretsmanager')];
}

/** Sign uploads below a prefix: whoever holds the signed form puts the object in the signer's name. */
export function signUploads(bucket: Bucket, prefix: string, key: Key): Permission[] {
  return [
    allow(['s3:PutObject'], [bucket.arnForObjects(`${prefix}*`)], 'Every claim has documents under keys of its own.'),
    // Decrypt would be needed for uploads in parts (S3 user guide, SSE-KMS), which a form is not.
    useKey(key, ['kms:GenerateDataKey'], 's3'),
  ];
}

/** Read versions of objects below a prefix, or sign for others who read them. */
export function readVersions(bucket: Bucket, prefix: string, key: Key): Permission[] {
  return [
    allow(
      ['s3:GetObjectVersion'],
      [bucket.arnForObjects(`${prefix}*`)],
      'Every claim has documents under keys of its own.',
    ),
    useKey(key, ['kms:Decrypt'], 's3'),
  ];
}

/** Write the results of jobs. */
export function writeReports(bucket: Bucket, key: Key): Permission[] {
  return [
    allow(['s3:PutObject'], [bucket.arnForObjects('reports/*')], 'Every job has results under keys of its own.'),
    useKey(key, ['kms:GenerateDataKey'], 's3'),
  ];
}

/** Sign for others who read the results of jobs. */
export function readReports(bucket: Bucket, key: Key): Permission[] {
  return [
    allow(['s3:GetObject'], [bucket.arnForObjects('reports/*')], 'Every job has results under keys of its own.'),
    useKey(key, ['kms:Decrypt'], 's3'),
  ];
}

/** Tag versions of objects below a prefix, so that the bucket lets nobody read them. */
export function quarantine(bucket: Bucket, prefix: string): Permission[] {
  return [
    allow(
      ['s3:PutObjectVersionTagging'],
      [bucket.arnForObjects(`${prefix}*`)],
      'Every claim has documents under keys of its own.',
    ),
  ];
}

/**
 * Put records of the stream aside: below its name, as the consumer does, and below `aws/lambda/`, as Lambda does in its name
 * ("Retain discarded records for a DynamoDB event source", Lambda developer guide).
 */
export function setRecordsAside(bucket: Bucket, consumer: string, key: Key): Permission[] {
  return [
    {
      actions: ['s3:PutObject'],
      resources: [`${consumer}/*`, 'aws/lambda/*'].map((keys) => bucket.arnForObjects(keys)),
      // Should the bucket ever be deleted, nobody may take its name and get our records (the same page, security).
      conditions: { StringEquals: { 's3:ResourceAccount': Aws.ACCOUNT_ID } },
      why: 'Every record is an object of its own; those of Lambda are named after the mapping, made later than the role.',
    },
    allow(['s3:ListBucket'], [bucket.bucketArn]),
    useKey(key, ['kms:GenerateDataKey'], 's3'),
  ];
}

/** Start and stop executions, and answer the task tokens that they wait for. */
export function driveWorkflows(machines: readonly StateMachine[]): Permission[] {
  return [
    allow(
      ['states:StartExecution'],
      machines.map(({ stateMachineArn }) => stateMachineArn),
    ),
    allow(['states:StopExecution'], machines.map(executionsOf), 'Every case has executions of its own.'),
    allow(
      ['states:SendTaskSuccess', 'states:SendTaskFailure'],
      ['*'],
      'These take no resource (service authorization reference, Step Functions): the token itself names the task.',
    ),
  ];
}

/** Look into executions. */
export function watchWorkflows(machines: readonly StateMachine[]): Permission[] {
  return [
    allow(
      ['states:ListExecutions'],
      machines.map(({ stateMachineArn }) => stateMachineArn),
    ),
    allow(
      ['states:DescribeExecution', 'states:GetExecutionHistory'],
      machines.map(executionsOf),
      'Every case has executions of its own.',
    ),
  ];
}

/** Ask how an execution stands. */
export function describeExecutions(machines: readonly StateMachine[]): Permission[] {
  return [allow(['states:DescribeExecution'], machines.map(executionsOf), 'Every case has executions of its own.')];
}

/** Publish on the bus. */
export function publish(bus: EventBus): Permission[] {
  return [allow(['events:PutEvents'], [bus.eventBusArn])];
}

/** Send email as an SES identity with a configuration set, and texts to telephone numbers. */
export function sendMessages(stack: Stack, identity: string, configurationSet: string): Permission[] {
  const ses = (resource: string, resourceName: string) => stack.formatArn({ service: 'ses', resource, resourceName });
  return [
    allow(['ses:SendEmail'], [ses('identity', identity), ses('configuration-set', configurationSet)]),
    allow(
      ['sns:Publish'],
      ['*'],
      'A telephone number is no resource with an ARN, so a text needs * (SNS developer guide).',
    ),
  ];
}

function executionsOf({ stateMachineArn, stack }: StateMachine): string {
  const { resourceName } = stack.splitArn(stateMachineArn, ArnFormat.COLON_RESOURCE_NAME);
  return stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${resourceName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** A key, only by way of the service whose data it encrypts. */
function useKey(key: Key, actions: string[], service: string): Permission {
  return {
    actions,
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
  };
}

function allow(actions: readonly string[], resources: readonly string[], why?: string): Permission {
  return { actions, resources, ...(why && { why }) };
}
