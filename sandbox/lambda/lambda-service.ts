import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import { readInput } from '../aws/input.ts';
import { pageOf } from '../aws/page.ts';
import { byAction, type Input, type ServiceHandler, type Services, servicePrincipal } from '../aws/services.ts';
import type { VirtualClock } from '../clock.ts';
import { limits } from '../limits/limits.ts';
import type { FunctionResource } from '../templates/app-resources.ts';
import type { Functions } from './functions.ts';

export interface LambdaOptions {
  readonly clock: VirtualClock;
  readonly functions: Functions;
  readonly services: Services;
}

/** Lambda as a service: invoking, at once or later, and listing. Payloads are JSON text. */
export function lambdaService(options: LambdaOptions): ServiceHandler {
  const { functions } = options;
  return byAction({
    Invoke: async (call) => {
      const { FunctionName, InvocationType, Payload } = readInput(call, invokeInput, INVALID);
      const target = find(functions, FunctionName);
      checkJson(Payload);
      if (InvocationType === 'Event') return invokeLater(options, target, Payload);
      return invokeNow(functions, target, Payload);
    },
    ListFunctions: async (call) => {
      const { Marker, MaxItems } = readInput(call, listInput, INVALID);
      const page = pageOf(functions.list(), {
        limit: MaxItems,
        token: Marker,
        key: ({ name }) => name,
        invalidToken: INVALID,
      });
      return { Functions: page.items.map(describe), NextMarker: page.nextToken };
    },
    GetFunction: async (call) => {
      const target = find(functions, readInput(call, getInput, INVALID).FunctionName);
      return { Configuration: describe(target), Code: { RepositoryType: 'S3', Location: `file://${target.bundle}` } };
    },
    GetFunctionConfiguration: async (call) =>
      describe(find(functions, readInput(call, getInput, INVALID).FunctionName)),
  });
}

const INVALID = 'InvalidParameterValueException';

function checkJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`);
  }
}

function find(functions: Functions, name: string): FunctionResource {
  const found = functions.find(name);
  if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
  return found;
}

async function invokeNow(functions: Functions, target: FunctionResource, payload: string): Promise<Input> {
  const outcome = await functions.invoke(target.arn, payload);
  if ('payload' in outcome && Buffer.byteLength(outcome.payload) <= limits.responsePayload.figure)
    return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: outcome.payload };
  const error = 'error' in outcome ? outcome.error : RESPONSE_TOO_LARGE;
  return { StatusCode: 200, ExecutedVersion: '$LATEST', FunctionError: 'Unhandled', Payload: JSON.stringify(error) };
}

/** An asynchronous invocation: answered at once, retried after one and two minutes, then sent to the failure destination. */
function invokeLater(options: LambdaOptions, target: FunctionResource, payload: string): Input {
  const attempt = async (count: number): Promise<void> => {
    const result = await invokeNow(options.functions, target, payload);
    if (result.FunctionError === undefined) return;
    if (count <= target.asyncRetries) {
      const delay = count * 60_000;
      options.clock.schedule(options.clock.now() + delay, () => attempt(count + 1));
    } else await sendToFailureDestination(options, target, payload, result, count);
  };
  options.clock.start(() => attempt(1));
  return { StatusCode: 202, Payload: '' };
}

/** The record of a failed asynchronous invocation ("Capturing records of Lambda asynchronous invocations"). */
async function sendToFailureDestination(
  { clock, services }: LambdaOptions,
  target: FunctionResource,
  payload: string,
  result: Input,
  invokeCount: number,
): Promise<void> {
  if (target.onFailureArn === undefined) return;
  const record = {
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${target.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: invokeCount,
    },
    requestPayload: JSON.parse(payload),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: JSON.parse(String(result.Payload)),
  };
  await services.call({
    caller: { ...servicePrincipal('lambda'), roleArn: target.roleArn },
    service: 'sqs',
    action: 'SendMessage',
    input: { QueueUrl: target.onFailureArn, MessageBody: JSON.stringify(record) },
  });
}

function describe(resource: FunctionResource): Input {
  const { name, arn, roleArn, handler, timeoutSeconds, memoryMb, environment, logGroup } = resource;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Role: roleArn,
    Handler: handler,
    Runtime: 'nodejs24.x',
    Timeout: timeoutSeconds,
    MemorySize: memoryMb,
    Version: '$LATEST',
    PackageType: 'Zip',
    Environment: { Variables: environment },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroup },
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
}

const RESPONSE_TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${limits.responsePayload.figure} bytes).`,
};

/** The sandbox deploys no versions and no aliases. */
const Qualifier = z.literal('$LATEST').optional();
const getInput = z.strictObject({ FunctionName: z.string(), Qualifier });

const listInput = z.strictObject({
  Marker: z.string().optional(),
  MaxItems: z.coerce.number().int().min(1).max(50).default(50),
});

const invokeInput = z.strictObject({
  FunctionName: z.string(),
  Qualifier,
  InvocationType: z.enum(['RequestResponse', 'Event']).default('RequestResponse'),
  Payload: z.string().default('{}'),
});
