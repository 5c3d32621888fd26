import { z } from 'zod';
import { ACCOUNT_ID, REGION } from './account.ts';
import type { ResolvedResource } from './intrinsics.ts';
import { ofType, propertiesOf } from './resource-properties.ts';

export interface PolicyDocument {
  readonly name: string;
  readonly document: unknown;
}

/** How a function or a workflow is watched, which its role must be allowed to report to. */
export interface Watched {
  /** Of functions: the log group they write to. */
  readonly logGroup?: string | undefined;
  readonly traced: boolean;
}

/** What decides, beside roles, who may do what; resources by their ARN. */
export interface AccessResources {
  /** The policies that resources have themselves, permissions to call a function among them. */
  readonly policies: ReadonlyMap<string, readonly PolicyDocument[]>;
  /** The customer-managed KMS key that encrypts a resource. */
  readonly keys: ReadonlyMap<string, string>;
  readonly watched: ReadonlyMap<string, Watched>;
}

export function readAccess(resources: readonly ResolvedResource[]): AccessResources {
  return {
    policies: Map.groupBy(readPolicies(resources), ({ guarded }) => guarded),
    keys: new Map(readKeys(resources)),
    watched: new Map(readWatched(resources)),
  };
}

interface GuardingPolicy extends PolicyDocument {
  /** The ARN of what the policy guards. */
  readonly guarded: string;
}

function readPolicies(resources: readonly ResolvedResource[]): GuardingPolicy[] {
  const arnOf = (type: string, nameOrRef: string) =>
    ofType(resources, type).find(({ name, ref, arn }) => [name, ref, arn].includes(nameOrRef))?.arn ?? nameOrRef;
  const read = <T>(type: string, schema: z.ZodType<T>, toPolicies: (properties: T) => [guarded: string, unknown][]) =>
    ofType(resources, type).flatMap((resource) =>
      toPolicies(propertiesOf(resource, schema)).map(([guarded, document]) => ({
        name: resource.logicalId,
        guarded,
        document,
      })),
    );
  return [
    ...read('AWS::Lambda::Permission', permissionProperties, (permission) => {
      const guarded = arnOf('AWS::Lambda::Function', permission.FunctionName);
      return [[guarded, permissionDocument(permission, guarded)]];
    }),
    ...read('AWS::SQS::QueuePolicy', queuePolicyProperties, ({ Queues, PolicyDocument: document }) =>
      Queues.map((queue) => [arnOf('AWS::SQS::Queue', queue), document]),
    ),
    ...read('AWS::S3::BucketPolicy', bucketPolicyProperties, ({ Bucket, PolicyDocument: document }) => [
      [arnOf('AWS::S3::Bucket', Bucket), document],
    ]),
    ...read('AWS::SecretsManager::ResourcePolicy', secretPolicyProperties, ({ SecretId, ResourcePolicy }) => [
      [arnOf('AWS::SecretsManager::Secret', SecretId), ResourcePolicy],
    ]),
    ...read('AWS::Events::EventBusPolicy', busPolicyProperties, ({ EventBusName, Statement }) => [
      [arnOf('AWS::Events::EventBus', EventBusName), { Statement }],
    ]),
    ...ofType(resources, 'AWS::KMS::Key').map((key) => ({
      name: key.logicalId,
      guarded: key.arn,
      document: propertiesOf(key, keyProperties).KeyPolicy,
    })),
  ];
}

/** A permission as the statement that Lambda makes of it (AddPermission). */
function permissionDocument(permission: z.infer<typeof permissionProperties>, functionArn: string): unknown {
  const { Action, Principal, SourceArn, SourceAccount } = permission;
  return {
    Statement: {
      Effect: 'Allow',
      Principal: Principal.endsWith('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
      Action,
      Resource: functionArn,
      Condition: {
        ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    },
  };
}

function readKeys(resources: readonly ResolvedResource[]): [arn: string, keyArn: string][] {
  const encrypted = ([type, schema]: readonly [string, z.ZodType<string | undefined>]) =>
    ofType(resources, type).map((resource) => ({ arn: resource.arn, key: propertiesOf(resource, schema) }));
  return encryptedTypes.flatMap(encrypted).flatMap(({ arn, key }) => (key ? [[arn, keyArn(key)]] : []));
}

function keyArn(key: string): string {
  if (key.startsWith('alias/'))
    throw new Error(`The sandbox does not resolve KMS aliases (${key}): name the key itself`);
  return key.startsWith('arn:') ? key : `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/${key}`;
}

function readWatched(resources: readonly ResolvedResource[]): [arn: string, Watched][] {
  const functions = ofType(resources, 'AWS::Lambda::Function').map((resource): [string, Watched] => {
    const { LoggingConfig, TracingConfig } = propertiesOf(resource, watchedFunction);
    const logGroup = LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.name}`;
    return [resource.arn, { logGroup, traced: TracingConfig?.Mode === 'Active' }];
  });
  const machines = ofType(resources, 'AWS::StepFunctions::StateMachine').map((resource): [string, Watched] => [
    resource.arn,
    { traced: propertiesOf(resource, watchedMachine).TracingConfiguration?.Enabled ?? false },
  ]);
  return [...functions, ...machines];
}

const permissionProperties = z.strictObject({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});
const queuePolicyProperties = z.object({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });
const bucketPolicyProperties = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });
const secretPolicyProperties = z.object({ SecretId: z.string(), ResourcePolicy: z.unknown() });
const busPolicyProperties = z.object({ EventBusName: z.string().default('default'), Statement: z.unknown() });
const keyProperties = z.object({ KeyPolicy: z.unknown() });
const watchedFunction = z.object({
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  TracingConfig: z.object({ Mode: z.string() }).optional(),
});
const watchedMachine = z.object({ TracingConfiguration: z.object({ Enabled: z.boolean().optional() }).optional() });

const named = z.string().optional();

/** Where each type of resource names its key. */
const encryptedTypes: readonly (readonly [string, z.ZodType<string | undefined>])[] = [
  [
    'AWS::DynamoDB::Table',
    z
      .object({ SSESpecification: z.object({ KMSMasterKeyId: named }).optional() })
      .transform(({ SSESpecification }) => SSESpecification?.KMSMasterKeyId),
  ],
  ['AWS::Events::EventBus', z.object({ KmsKeyIdentifier: named }).transform((bus) => bus.KmsKeyIdentifier)],
  ['AWS::SecretsManager::Secret', z.object({ KmsKeyId: named }).transform(({ KmsKeyId }) => KmsKeyId)],
  ['AWS::SQS::Queue', z.object({ KmsMasterKeyId: named }).transform(({ KmsMasterKeyId }) => KmsMasterKeyId)],
  [
    'AWS::S3::Bucket',
    z
      .object({
        BucketEncryption: z
          .object({
            ServerSideEncryptionConfiguration: z.array(
              z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: named }).optional() }),
            ),
          })
          .optional(),
      })
      .transform(
        ({ BucketEncryption }) =>
          BucketEncryption?.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault?.KMSMasterKeyID,
      ),
  ],
];
