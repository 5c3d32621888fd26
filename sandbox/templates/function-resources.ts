import { z } from 'zod';
import { checkFailureDestination } from '../lambda/failure-destination.ts';
import { ACCOUNT_ID, REGION } from './account.ts';
import type { EventSourceMapping, FunctionResource, LogSubscription, StateMachineResource } from './app-resources.ts';
import type { ResolvedResource } from './intrinsics.ts';
import { ofType, propertiesOf } from './resource-properties.ts';

/** The functions with their bundles, without those that only serve CloudFormation (custom resources). */
export function readFunctions(
  resources: readonly ResolvedResource[],
  bundles: ReadonlyMap<string, string>,
): FunctionResource[] {
  const providers = new Set(resources.map(({ properties }) => properties.ServiceToken));
  const asyncConfigs = ofType(resources, 'AWS::Lambda::EventInvokeConfig').map((r) => propertiesOf(r, asyncProperties));
  return ofType(resources, 'AWS::Lambda::Function')
    .filter(({ arn }) => !providers.has(arn))
    .map((resource) => {
      const properties = propertiesOf(resource, functionProperties);
      const async = asyncConfigs.find(({ FunctionName }) => FunctionName === resource.name);
      return {
        logicalId: resource.logicalId,
        name: resource.name,
        arn: resource.arn,
        roleArn: properties.Role,
        handler: properties.Handler,
        bundle: bundleOf(resource, properties.Code.S3Key, bundles),
        environment: properties.Environment.Variables,
        timeoutSeconds: properties.Timeout,
        memoryMb: properties.MemorySize,
        logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.name}`,
        asyncRetries: async?.MaximumRetryAttempts ?? 2,
        onFailureArn: async?.DestinationConfig?.OnFailure?.Destination ?? properties.DeadLetterConfig?.TargetArn,
      };
    });
}

/** The consumers of table streams; any other source is refused. */
export function readEventSourceMappings(resources: readonly ResolvedResource[]): EventSourceMapping[] {
  const functions = ofType(resources, 'AWS::Lambda::Function');
  return ofType(resources, 'AWS::Lambda::EventSourceMapping').map((resource) => {
    const properties = propertiesOf(resource, mappingProperties);
    const { EventSourceArn: streamArn, FunctionName: named } = properties;
    const tableName = /:table\/([^/]+)\/stream\//.exec(streamArn)?.[1];
    if (!tableName) throw new Error(`The sandbox does not support the event source ${streamArn}`);
    const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
    checkFailureDestination(onFailureArn);
    return {
      uuid: resource.name,
      tableName,
      streamArn,
      functionArn: functions.find(({ name, arn }) => name === named || arn === named)?.arn ?? named,
      patterns: properties.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern)),
      batchSize: properties.BatchSize,
      bisect: properties.BisectBatchOnFunctionError,
      maximumRetryAttempts: properties.MaximumRetryAttempts,
      maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds,
      reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      onFailureArn,
    };
  });
}

/** The subscriptions of functions' log groups; a destination that is no function is refused. */
export function readLogSubscriptions(resources: readonly ResolvedResource[]): LogSubscription[] {
  return ofType(resources, 'AWS::Logs::SubscriptionFilter').map((resource) => {
    const { LogGroupName, FilterPattern, DestinationArn } = propertiesOf(resource, subscriptionProperties);
    if (DestinationArn.split(':')[2] !== 'lambda')
      throw new Error(`The sandbox does not support the log destination ${DestinationArn}`);
    return {
      name: resource.name,
      logGroupName: LogGroupName,
      logGroupArn: `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${LogGroupName}:*`,
      filterPattern: FilterPattern,
      destinationArn: DestinationArn,
    };
  });
}

const subscriptionProperties = z.object({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  DestinationArn: z.string(),
});

/** The state machines, their definitions' substitutions filled in. */
export function readStateMachines(resources: readonly ResolvedResource[]): StateMachineResource[] {
  return ofType(resources, 'AWS::StepFunctions::StateMachine').map((resource) => {
    const properties = propertiesOf(resource, stateMachineProperties);
    const text = properties.DefinitionString ?? JSON.stringify(properties.Definition);
    if (text === undefined)
      throw new Error(`${resource.logicalId}: the sandbox reads definitions from the template only`);
    const definition = text.replaceAll(
      /\$\{([A-Za-z0-9_]+)\}/g,
      (placeholder, name: string) => properties.DefinitionSubstitutions[name] ?? placeholder,
    );
    return {
      name: resource.name,
      arn: resource.arn,
      roleArn: properties.RoleArn,
      type: properties.StateMachineType,
      definition,
    };
  });
}

function bundleOf(resource: ResolvedResource, key: string | undefined, bundles: ReadonlyMap<string, string>): string {
  const bundle = key === undefined ? undefined : bundles.get(key);
  if (bundle === undefined) throw new Error(`${resource.logicalId}: no asset of the assembly holds its code`);
  return bundle;
}

const onFailure = z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional();

const functionProperties = z.object({
  Role: z.string(),
  Runtime: z.string().regex(/^nodejs/, 'the sandbox runs Node.js functions only'),
  Handler: z.string(),
  Code: z.object({ S3Key: z.string().optional() }),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

const asyncProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  DestinationConfig: onFailure,
});

const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.coerce.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: onFailure,
  Enabled: z.literal(true).optional(),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  FunctionResponseTypes: z.array(z.string()).default([]),
  // Batches are delivered at once: waiting for more would only slow the sandbox down.
  MaximumBatchingWindowInSeconds: z.coerce.number().optional(),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  // One lane keeps a stricter order than a parallel consumer may count on.
  ParallelizationFactor: z.coerce.number().optional(),
  StartingPosition: z.string().optional(),
  KmsKeyArn: z.string().optional(),
  MetricsConfig: z.unknown().optional(),
  LoggingConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

const stateMachineProperties = z.object({
  RoleArn: z.string(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});
