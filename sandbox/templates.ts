import { readAccess } from './templates/access-resources.ts';
import type { App } from './templates/app-resources.ts';
import { readAssemblyFiles } from './templates/assembly-files.ts';
import { readBuckets, readQueues, readSecrets, readTables } from './templates/data-resources.ts';
import {
  readConfigurationSets,
  readEmailIdentities,
  readEventRules,
  readRoles,
  readSchedules,
} from './templates/event-resources.ts';
import { readFunctions, readLogSubscriptions, readStateMachines } from './templates/function-resources.ts';
import { readApis } from './templates/http-resources.ts';
import { ignoredTypes } from './templates/ignored-types.ts';
import { type ResolvedResource, resolveResources, resolveStacks } from './templates/intrinsics.ts';
import { readMappings } from './templates/mapping-resources.ts';
import type { Addresses } from './templates/physical-names.ts';
import { ofType } from './templates/resource-properties.ts';

/**
 * Reads a cloud assembly (`cdk.out`) into what the sandbox runs. `addresses` are where the sandbox
 * listens: queue URLs and the API's endpoint derive from them. Throws, by name, on a resource
 * type or an intrinsic function that the sandbox does not support.
 */
export function readApp(assembly: string, addresses: Addresses): App {
  const { stacks, bundles } = readAssemblyFiles(assembly);
  const resources = resolveResources(stacks, addresses);
  rejectUnsupported(resources);
  return {
    stacks: resolveStacks(stacks, addresses),
    functions: readFunctions(resources, bundles),
    logSubscriptions: readLogSubscriptions(resources),
    tables: readTables(resources),
    ...readMappings(resources),
    stateMachines: readStateMachines(resources),
    apis: readApis(resources),
    eventBuses: ['default', ...ofType(resources, 'AWS::Events::EventBus').map(({ name }) => name)],
    eventRules: readEventRules(resources),
    schedules: readSchedules(resources),
    buckets: readBuckets(resources),
    queues: readQueues(resources),
    secrets: readSecrets(resources),
    configurationSets: readConfigurationSets(resources),
    emailIdentities: readEmailIdentities(resources),
    roles: readRoles(resources),
    access: readAccess(resources),
  };
}

function rejectUnsupported(resources: readonly ResolvedResource[]): void {
  const rejected = resources.find(({ type }) => !readTypes.has(type) && !ignoredTypes.has(type));
  if (rejected)
    throw new Error(
      `The sandbox does not support ${rejected.type} (${rejected.logicalId} in stack ${rejected.stackName})`,
    );
}

const readTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::Bucket',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
  'Custom::S3BucketNotifications',
]);
