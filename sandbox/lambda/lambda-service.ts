import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import { parseInput } from '../aws/input.ts';
import { byAction, type Input, type ServiceHandler, type Services, servicePrincipal } from '../aws/services.ts';
import type { VirtualClock } from '../clock.ts';
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
    Invoke: async ({ input }) => {
      const { FunctionName, InvocationType, Payload } = parseInput(
        invokeInput,
        input,
        'InvalidParameterValueException',
      );
      const target = functions.find(FunctionName);
      if (!target) throw new AwsError('ResourceNotFoundException', `Function not found: ${FunctionName}`, 404);
      if (Buffer.byteLength(Payload) > LARGEST_PAYLOAD) throw tooLarge();
      if (InvocationType === 'Event') return invokeLater(options, target, Payload);
      return invokeNow(functions, target, Payload);
    },
    ListFunctions: async () => ({ Functions: functions.list().map(describe) }),
  });
}

/** 6 MB a synchronous payload, each way (Lambda quotas). */
const LARGEST_PAYLOAD = 6 * 1024 * 1024;

async function invokeNow(functions: Functions, target: FunctionResource, payload: string): Promise<Input> {
  const outcome = await functions.invoke(target.arn, payload);
  if ('payload' in outcome && Buffer.byteLength(outcome.payload) <= LARGEST_PAYLOAD)
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

function describe({ name, arn, roleArn, handler, timeoutSeconds, memoryMb, environment }: FunctionResource): Input {
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
  };
}

const RESPONSE_TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD} bytes).`,
};

const tooLarge = () =>
  new AwsError('RequestTooLargeException', `Request must be smaller than ${LARGEST_PAYLOAD} bytes`, 413);

const invokeInput = z.object({
  FunctionName: z.string(),
  InvocationType: z.enum(['RequestResponse', 'Event']).default('RequestResponse'),
  Payload: z.string().default('{}'),
});
