import { z } from 'zod';
import { checkFailureDestination } from '../lambda/failure-destination.ts';
import type { EventSourceMapping, QueueMapping } from './app-resources.ts';
import { onFailure } from './function-resources.ts';
import type { ResolvedResource } from './intrinsics.ts';
import { ofType, propertiesOf } from './resource-properties.ts';

/** The consumers of table streams and of queues; any other source is refused. */
export function readMappings(resources: readonly ResolvedResource[]): {
  eventSourceMappings: EventSourceMapping[];
  queueMappings: QueueMapping[];
} {
  const functions = ofType(resources, 'AWS::Lambda::Function');
  const functionArn = (named: string) =>
    functions.find(({ name, arn }) => name === named || arn === named)?.arn ?? named;
  const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping').map((resource) => {
    const { EventSourceArn: source } = propertiesOf(resource, z.looseObject({ EventSourceArn: z.string() }));
    const kind = source.split(':')[2];
    if (kind === 'sqs') return { queue: queueMapping(resource, functionArn) };
    if (kind === 'dynamodb' && source.includes('/stream/')) return { stream: streamMapping(resource, functionArn) };
    throw new Error(`The sandbox does not support the event source ${source}`);
  });
  return {
    eventSourceMappings: mappings.flatMap(({ stream }) => stream ?? []),
    queueMappings: mappings.flatMap(({ queue }) => queue ?? []),
  };
}

function streamMapping(resource: ResolvedResource, functionArn: (named: string) => string): EventSourceMapping {
  const properties = propertiesOf(resource, streamProperties);
  const { EventSourceArn: streamArn } = properties;
  const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
  checkFailureDestination(onFailureArn);
  return {
    uuid: resource.name,
    tableName: /:table\/([^/]+)\//.exec(streamArn)?.[1] ?? '',
    streamArn,
    functionArn: functionArn(properties.FunctionName),
    patterns: properties.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern)),
    batchSize: properties.BatchSize,
    bisect: properties.BisectBatchOnFunctionError,
    maximumRetryAttempts: properties.MaximumRetryAttempts,
    maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds,
    reportsItemFailures: properties.FunctionResponseTypes.includes(PARTIAL),
    onFailureArn,
  };
}

function queueMapping(resource: ResolvedResource, functionArn: (named: string) => string): QueueMapping {
  const properties = propertiesOf(resource, queueProperties);
  return {
    uuid: resource.name,
    queueArn: properties.EventSourceArn,
    functionArn: functionArn(properties.FunctionName),
    batchSize: properties.BatchSize,
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
    maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency,
    reportsItemFailures: properties.FunctionResponseTypes.includes(PARTIAL),
  };
}

const PARTIAL = 'ReportBatchItemFailures';

const shared = {
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.literal(true).optional(),
  FunctionResponseTypes: z.array(z.string()).default([]),
  KmsKeyArn: z.string().optional(),
  MetricsConfig: z.unknown().optional(),
  LoggingConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
};

const streamProperties = z.strictObject({
  ...shared,
  BatchSize: z.coerce.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: onFailure,
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  // Batches are delivered at once: waiting for more would only slow the sandbox down.
  MaximumBatchingWindowInSeconds: z.coerce.number().optional(),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  // One lane keeps a stricter order than a parallel consumer may count on.
  ParallelizationFactor: z.coerce.number().optional(),
  StartingPosition: z.string().optional(),
});

const queueProperties = z.strictObject({
  ...shared,
  BatchSize: z.coerce.number().default(10),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.coerce.number().optional() }).optional(),
});
