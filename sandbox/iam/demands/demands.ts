import { notImplemented } from '../../aws/aws-error.ts';
import type { Caller, Input, ServiceCall } from '../../aws/services.ts';
import type { App } from '../../templates/app-resources.ts';
import type { Demand, Demands } from './demand.ts';
import { dynamodbDemands } from './dynamodb-demands.ts';
import { eventsDemands, sesDemands, snsDemands } from './message-demands.ts';
import { onBucket, s3Demands, secretsDemands, sqsDemands } from './storage-demands.ts';
import { lambdaDemands, statesDemands } from './workflow-demands.ts';

const services: Readonly<Record<string, Readonly<Record<string, Demands>>>> = {
  dynamodb: dynamodbDemands,
  events: eventsDemands,
  lambda: lambdaDemands,
  s3: s3Demands,
  secretsmanager: secretsDemands,
  ses: sesDemands,
  sns: snsDemands,
  sqs: sqsDemands,
  states: statesDemands,
  // Anyone may ask who they are ("GetCallerIdentity", STS API reference).
  sts: { GetCallerIdentity: () => [] },
};

/** What must be allowed for a call, in the order in which it is asked. Throws AwsError for an action whose permissions are not known here. */
export function demandsOf({ caller, service, action, input }: ServiceCall, app: App): readonly Demand[] {
  const actions = services[service];
  const demands = actions && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!demands) throw notImplemented(service, action);
  return [...demands(input, app), ...destinationDemands(caller, service, input)];
}

/** Lambda needs to list the bucket that it puts discarded batches in ("Retain discarded records for a DynamoDB event source"). */
function destinationDemands(caller: Caller, service: string, input: Input): readonly Demand[] {
  return service === 's3' && caller.name === 'lambda.amazonaws.com' ? onBucket(input) : [];
}
