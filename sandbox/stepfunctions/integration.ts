import { AwsError } from '../aws/aws-error.ts';
import type { Json, JsonObject } from './asl.ts';
import { AslError } from './asl-error.ts';
import type { Resource } from './resource.ts';

/** A call that a task makes to a service, in the casing of the service's own API. */
export interface ServiceCall {
  readonly service: string;
  readonly action: string;
  readonly input: Json;
  readonly roleArn: string;
  readonly executionArn: string;
}

/** How a client names errors: prefix, the name of what its service model does not list, and how it names the service in causes. */
interface ErrorNames {
  readonly prefix: string;
  readonly other: string;
  readonly label: string;
}

const OPTIMIZED: Readonly<Record<string, ErrorNames>> = {
  lambda: { prefix: 'Lambda', other: 'AWSLambdaException', label: 'AWSLambda' },
  dynamodb: { prefix: 'DynamoDB', other: 'AmazonDynamoDBException', label: 'AmazonDynamoDBv2' },
  events: { prefix: 'EventBridge', other: 'AmazonEventBridgeException', label: 'AmazonEventBridge' },
  sqs: { prefix: 'SQS', other: 'AmazonSQSException', label: 'AmazonSQS' },
  states: { prefix: 'StepFunctions', other: 'AWSStepFunctionsException', label: 'AWSStepFunctions' },
};

/** Prefixes of the AWS SDK for Java 2 clients, which `aws-sdk:` integrations show, where a capital letter is not enough. */
const SDK_PREFIX: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDb',
  eventbridge: 'EventBridge',
  secretsmanager: 'SecretsManager',
  sesv2: 'SesV2',
};

/** Codes that any service may return and no service model lists. */
const NOT_MODELED = new Set([
  'ValidationException',
  'AccessDenied',
  'AccessDeniedException',
  'UnrecognizedClientException',
]);

/** The fields that optimized integrations take as an object and the API as JSON text. */
const AS_TEXT: Readonly<Record<string, string>> = {
  'sqs:sendMessage': 'MessageBody',
  'states:startExecution': 'Input',
};

/** A task's arguments as its service takes them: ASL writes PascalCase everywhere, the Step Functions API camelCase. */
export function toServiceInput(resource: Resource, args: Json): Json {
  if (!isObject(args)) return args;
  const name = `${resource.service}:${resource.action}`;
  const input = { ...args };
  if (!resource.sdk) {
    const field = AS_TEXT[name];
    if (field !== undefined && input[field] !== undefined) input[field] = asText(input[field]);
    if (name === 'events:putEvents' && Array.isArray(input.Entries)) input.Entries = input.Entries.map(detailAsText);
  }
  return resource.service === 'states' ? withKeys(input, (key) => key.charAt(0).toLowerCase() + key.slice(1)) : input;
}

/** What the service answered, as a task's result. Throws for events that the bus did not take. */
export function toResult(resource: Resource, answer: unknown): Json {
  const result: Json = answer === undefined ? {} : JSON.parse(JSON.stringify(answer));
  if (!isObject(result)) return result;
  if (resource.service === 'events' && !resource.sdk && Number(result.FailedEntryCount ?? 0) > 0) {
    throw new AslError('EventBridge.FailedEntry', JSON.stringify(result));
  }
  return resource.service === 'states' ? withKeys(result, (key) => key.charAt(0).toUpperCase() + key.slice(1)) : result;
}

/** What a call threw, as the ASL error with the name and the cause that the integration gives it. */
export function toAslError(resource: Resource, thrown: unknown, requestId: () => string): AslError {
  if (thrown instanceof AslError) return thrown;
  if (!(thrown instanceof AwsError)) {
    return thrown instanceof Error ? new AslError(thrown.name, thrown.message) : new AslError('Error', String(thrown));
  }
  const names = errorNames(resource);
  const error = NOT_MODELED.has(thrown.code) ? names.other : `${thrown.code.replace(/Exception$/, '')}Exception`;
  const status = thrown.statusCode;
  const about = resource.sdk
    ? `(Service: ${names.label}, Status Code: ${status}, Request ID: ${requestId()})`
    : `(Service: ${names.label}; Status Code: ${status}; Error Code: ${thrown.code}; Request ID: ${requestId()}; Proxy: null)`;
  return new AslError(`${names.prefix}.${error}`, `${thrown.message} ${about}`);
}

function errorNames(resource: Resource): ErrorNames {
  const optimized = resource.sdk ? undefined : OPTIMIZED[resource.service];
  if (optimized) return optimized;
  const client = resource.resourceType.replace('aws-sdk:', '');
  const prefix = SDK_PREFIX[client] ?? client.charAt(0).toUpperCase() + client.slice(1);
  return { prefix, other: `${prefix}Exception`, label: prefix };
}

function detailAsText(entry: Json): Json {
  return isObject(entry) && entry.Detail !== undefined ? { ...entry, Detail: asText(entry.Detail) } : entry;
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function withKeys(object: JsonObject, rename: (key: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [rename(key), value]));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
