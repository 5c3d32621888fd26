import { z } from 'zod';
import { ACCOUNT_ID, REGION } from './account.ts';
import type { FunctionResource, LogSubscription, StateMachineResource } from './app-resources.ts';
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

export const onFailure = z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional();

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

const stateMachineProperties = z.object({
  RoleArn: z.string(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});
