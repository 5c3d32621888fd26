import { createHash } from 'node:crypto';
import { ACCOUNT_ID, REGION } from './account.ts';

/** The addresses that resources of the sandbox are reached at. */
export interface Addresses {
  readonly apiUrl: string;
  readonly awsUrl: string;
}

interface Kind {
  /** The property that names the resource, if the template may. */
  readonly nameProperty?: string;
  /** The name given where the template names none. */
  readonly generate?: (stackName: string, logicalId: string) => string;
  readonly arn?: (name: string) => string;
  /** What `Ref` gives; the name unless said. */
  readonly ref?: (name: string, addresses: Addresses) => string;
  readonly attributes?: Readonly<Record<string, (name: string, addresses: Addresses) => string>>;
}

/** The physical name of a resource: the template's, else one derived from stack and logical id. `named` looks up a resolved property. */
export function physicalName(
  type: string,
  stackName: string,
  logicalId: string,
  named: (property: string) => unknown,
): string {
  const kind = kindOf(type);
  const given = kind.nameProperty === undefined ? undefined : named(kind.nameProperty);
  return typeof given === 'string' ? given : (kind.generate ?? generated)(stackName, logicalId);
}

/** What `Ref` gives for a resource of this type and name. */
export function refOf(type: string, name: string, addresses: Addresses): string {
  return kindOf(type).ref?.(name, addresses) ?? name;
}

/** What `Fn::GetAtt` gives; throws for an attribute that the sandbox does not know. */
export function attributeOf(type: string, name: string, attribute: string, addresses: Addresses): string {
  const kind = kindOf(type);
  const known = kind.attributes?.[attribute];
  if (known) return known(name, addresses);
  if (attribute === 'Arn') return kind.arn?.(name) ?? arn(type.split('::')[1]?.toLowerCase() ?? type, name);
  if (type in kinds) throw new Error(`The sandbox does not know the attribute ${attribute} of ${type}`);
  return `${name}.${attribute}`;
}

/** The label of every stream; on AWS it is the time at which the stream was enabled. */
export const STREAM_LABEL = '2026-01-01T00:00:00.000';

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${rest}`;
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const generated = (stackName: string, logicalId: string) => `${stackName}-${logicalId}`;
const generatedId = (length: number) => (stackName: string, logicalId: string) =>
  hash(`${stackName}/${logicalId}`).slice(0, length);

const uuidOf = (id: string) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const table: Kind = {
  nameProperty: 'TableName',
  arn: (name) => arn('dynamodb', `table/${name}`),
  attributes: { StreamArn: (name) => arn('dynamodb', `table/${name}/stream/${STREAM_LABEL}`) },
};

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::ApiGatewayV2::Api': { generate: generatedId(10), attributes: { ApiEndpoint: (_, { apiUrl }) => apiUrl } },
  'AWS::Cognito::UserPool': {
    generate: (stackName, logicalId) => `${REGION}_${generatedId(9)(stackName, logicalId)}`,
    arn: (name) => arn('cognito-idp', `userpool/${name}`),
    attributes: {
      ProviderName: (name) => `cognito-idp.${REGION}.amazonaws.com/${name}`,
      ProviderURL: (name) => `https://cognito-idp.${REGION}.amazonaws.com/${name}`,
      UserPoolId: (name) => name,
    },
  },
  'AWS::Cognito::UserPoolClient': { generate: generatedId(26), attributes: { ClientId: (name) => name } },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    arn: (name) => arn('events', `event-bus/${name}`),
    attributes: { Name: (name) => name },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', arn: (name) => arn('events', `rule/${name}`) },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    arn: (name) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}`,
    attributes: { RoleId: (name) => `AROA${hash(name).slice(0, 17).toUpperCase()}` },
  },
  'AWS::KMS::Key': {
    generate: generatedId(32),
    arn: (name) => arn('kms', `key/${name}`),
    attributes: { KeyId: (name) => name },
  },
  'AWS::Lambda::EventSourceMapping': {
    generate: (stackName, logicalId) => uuidOf(generatedId(32)(stackName, logicalId)),
    arn: (name) => arn('lambda', `event-source-mapping:${name}`),
    attributes: { Id: (name) => name },
  },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arn: (name) => arn('lambda', `function:${name}`) },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', arn: (name) => arn('logs', `log-group:${name}:*`) },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    generate: bucketName,
    arn: (name) => `arn:aws:s3:::${name}`,
    attributes: {
      DomainName: (name) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: (name) => `${name}.s3.${REGION}.amazonaws.com`,
    },
  },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', arn: (name) => arn('scheduler', `schedule/default/${name}`) },
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    arn: (name) => arn('secretsmanager', `secret:${name}-${hash(name).slice(0, 6)}`),
    ref: (name) => arn('secretsmanager', `secret:${name}-${hash(name).slice(0, 6)}`),
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    arn: (name) => arn('sns', name),
    ref: (name) => arn('sns', name),
    attributes: { TopicArn: (name) => arn('sns', name), TopicName: (name) => name },
  },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name' },
  'AWS::SES::EmailIdentity': { nameProperty: 'EmailIdentity', arn: (name) => arn('ses', `identity/${name}`) },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: (name) => arn('sqs', name),
    ref: (name, { awsUrl }) => `${awsUrl}/${ACCOUNT_ID}/${name}`,
    attributes: { QueueName: (name) => name, QueueUrl: (name, { awsUrl }) => `${awsUrl}/${ACCOUNT_ID}/${name}` },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    arn: (name) => arn('states', `stateMachine:${name}`),
    ref: (name) => arn('states', `stateMachine:${name}`),
    attributes: { Name: (name) => name },
  },
};

const kindOf = (type: string): Kind => kinds[type] ?? {};

/** CloudFormation cuts the names that it makes to the 63 characters of a bucket, and keeps them apart by what it adds. */
function bucketName(stackName: string, logicalId: string): string {
  const name = `${generated(stackName, logicalId)}-${ACCOUNT_ID}`.toLowerCase();
  return name.length <= 63 ? name : `${name.slice(0, 50)}-${hash(name).slice(0, 12)}`;
}
