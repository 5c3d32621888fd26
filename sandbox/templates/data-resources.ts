import { z } from 'zod';
import type { Bucket, Queue, Secret, TableResource } from './app-resources.ts';
import type { ResolvedResource } from './intrinsics.ts';
import { ofType, propertiesOf } from './resource-properties.ts';

/** The tables, as `CreateTable` takes them. */
export function readTables(resources: readonly ResolvedResource[]): TableResource[] {
  return [...ofType(resources, 'AWS::DynamoDB::Table'), ...ofType(resources, 'AWS::DynamoDB::GlobalTable')].map(
    (resource) => {
      const properties = propertiesOf(resource, tableProperties);
      const stream = properties.StreamSpecification;
      return {
        name: resource.name,
        arn: resource.arn,
        ttlAttribute: properties.TimeToLiveSpecification?.AttributeName,
        definition: {
          TableName: resource.name,
          KeySchema: properties.KeySchema,
          AttributeDefinitions: properties.AttributeDefinitions,
          // Capacity is next to meaningless on one machine; on demand takes no figures.
          BillingMode: 'PAY_PER_REQUEST',
          ...(properties.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes }),
          ...(properties.LocalSecondaryIndexes && { LocalSecondaryIndexes: properties.LocalSecondaryIndexes }),
          ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
        },
      };
    },
  );
}

/** The buckets, and whether they tell EventBridge of new objects (the L2 construct says so by a custom resource). */
export function readBuckets(resources: readonly ResolvedResource[]): Bucket[] {
  const notified = new Set(
    ofType(resources, 'Custom::S3BucketNotifications').map((r) => propertiesOf(r, notificationProperties).BucketName),
  );
  return ofType(resources, 'AWS::S3::Bucket').map((resource) => {
    const properties = propertiesOf(resource, bucketProperties);
    return {
      name: resource.name,
      arn: resource.arn,
      eventBridge:
        notified.has(resource.name) || properties.NotificationConfiguration?.EventBridgeConfiguration !== undefined,
      versioned: properties.VersioningConfiguration?.Status === 'Enabled',
      cors: properties.CorsConfiguration.CorsRules.map((rule) => ({
        allowOrigins: rule.AllowedOrigins,
        allowMethods: rule.AllowedMethods,
        allowHeaders: rule.AllowedHeaders,
        exposeHeaders: rule.ExposedHeaders,
        allowCredentials: false,
        maxAgeSeconds: rule.MaxAge,
      })),
    };
  });
}

export function readQueues(resources: readonly ResolvedResource[]): Queue[] {
  return ofType(resources, 'AWS::SQS::Queue').map((resource) => {
    const properties = propertiesOf(resource, queueProperties);
    const redrive = properties.RedrivePolicy;
    return {
      name: resource.name,
      arn: resource.arn,
      url: resource.ref,
      visibilityTimeoutSeconds: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      retentionSeconds: properties.MessageRetentionPeriod,
      waitSeconds: properties.ReceiveMessageWaitTimeSeconds,
      redrive: redrive && { deadLetterArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
    };
  });
}

export function readSecrets(resources: readonly ResolvedResource[]): Secret[] {
  return ofType(resources, 'AWS::SecretsManager::Secret').map((resource) => {
    const { SecretString: text, GenerateSecretString: recipe } = propertiesOf(resource, secretProperties);
    return {
      name: resource.name,
      arn: resource.arn,
      text,
      generate:
        text === undefined
          ? {
              length: recipe?.PasswordLength ?? 32,
              excluded: `${recipe?.ExcludeCharacters ?? ''}${recipe?.ExcludePunctuation ? PUNCTUATION : ''}`,
              template: recipe?.SecretStringTemplate,
              key: recipe?.GenerateStringKey,
            }
          : undefined,
    };
  });
}

/** The punctuation that Secrets Manager may put into a password (GetRandomPassword). */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});

const tableProperties = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.literal('NEW_AND_OLD_IMAGES') }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.literal(true) }).optional(),
});

const strings = z.array(z.string()).default([]);

const bucketProperties = z.object({
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedOrigins: strings,
          AllowedMethods: strings,
          AllowedHeaders: strings,
          ExposedHeaders: strings,
          MaxAge: z.coerce.number().optional(),
        }),
      ),
    })
    .default({ CorsRules: [] }),
  NotificationConfiguration: z.strictObject({ EventBridgeConfiguration: z.unknown().optional() }).optional(),
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
});

const notificationProperties = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.strictObject({ EventBridgeConfiguration: z.unknown() }),
});

const queueProperties = z.object({
  VisibilityTimeout: z.coerce.number().default(30),
  DelaySeconds: z.coerce.number().default(0),
  // Four days, as SQS has it.
  MessageRetentionPeriod: z.coerce.number().default(345_600),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().default(0),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  FifoQueue: z.literal(false).optional(),
});

const secretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      PasswordLength: z.coerce.number().optional(),
      ExcludeCharacters: z.string().optional(),
      ExcludePunctuation: z.boolean().optional(),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});
