import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../aws/aws-error.ts';
import type { App, FunctionResource } from '../templates/app-resources.ts';
import { limits } from './limits.ts';
import { checkQueues } from './mapping-limits.ts';

/** Throws AwsError, naming the resource, for what CloudFormation could not deploy: names and sizes that no service takes. */
export function checkDeployment(app: App): void {
  for (const resource of app.functions) checkFunction(resource);
  for (const { name, definition } of app.stateMachines) checkDefinition(name, definition);
  checkQueues(app);
  for (const kind of names) for (const name of kind.of(app)) checkName(kind, name);
}

function checkFunction({ name, bundle, environment }: FunctionResource): void {
  const measured = JSON.stringify(environment);
  if (Buffer.byteLength(measured) > limits.environmentSize.figure)
    throw invalidFunction(
      name,
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  const most = limits.bundleSize.figure;
  if (sizeOfFolder(bundle) > most) throw invalidFunction(name, `Unzipped size must be smaller than ${most} bytes`);
}

function sizeOfFolder(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function checkDefinition(name: string, definition: string): void {
  const most = limits.definitionSize.figure;
  if (Buffer.byteLength(definition) > most)
    throw new AwsError(
      'ValidationException',
      `${name}: ${failed('definition', `length less than or equal to ${most}`)}`,
    );
}

interface NameRule {
  readonly field: string;
  readonly code: string;
  readonly pattern: RegExp;
  readonly most: number;
  readonly least?: number;
  readonly of: (app: App) => readonly string[];
}

/** What names may look like: the length constraints and patterns of the actions that create the resources. */
const names: readonly NameRule[] = [
  {
    field: 'functionName',
    code: 'ValidationException',
    pattern: /^[a-zA-Z0-9-_]+$/,
    most: 64,
    of: ({ functions }) => functions.map(({ name }) => name),
  },
  {
    field: 'tableName',
    code: 'ValidationException',
    pattern: /^[a-zA-Z0-9_.-]+$/,
    least: 3,
    most: 255,
    of: ({ tables }) => tables.map(({ name }) => name),
  },
  {
    field: 'name',
    code: 'InvalidName',
    pattern: /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]+$/u,
    most: 80,
    of: ({ stateMachines }) => stateMachines.map(({ name }) => name),
  },
  {
    // Slashes are for the buses of partners.
    field: 'name',
    code: 'ValidationException',
    pattern: /^[.\-_A-Za-z0-9]+$/,
    most: 256,
    of: ({ eventBuses }) => eventBuses,
  },
  {
    field: 'name',
    code: 'ValidationException',
    pattern: /^[.\-_A-Za-z0-9]+$/,
    most: 64,
    of: ({ eventRules }) => eventRules.map(({ name }) => name),
  },
  {
    field: 'queueName',
    code: 'InvalidParameterValue',
    pattern: /^[a-zA-Z0-9_-]+$/,
    most: 80,
    of: ({ queues }) => queues.map(({ name }) => name),
  },
  {
    field: 'name',
    code: 'ValidationException',
    pattern: /^[\w/+=.@-]+$/,
    most: 512,
    of: ({ secrets }) => secrets.map(({ name }) => name),
  },
  {
    field: 'bucketName',
    code: 'InvalidBucketName',
    pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    least: 3,
    most: 63,
    of: ({ buckets }) => buckets.map(({ name }) => name),
  },
  {
    field: 'configurationSetName',
    code: 'BadRequestException',
    pattern: /^[a-zA-Z0-9_-]+$/,
    most: 64,
    of: ({ configurationSets }) => configurationSets.map(({ name }) => name),
  },
];

function checkName({ field, code, pattern, least = 1, most }: NameRule, name: string): void {
  const refuse = (constraint: string) => new AwsError(code, `${name}: ${failed(field, constraint)}`);
  if (name.length < least) throw refuse(`length greater than or equal to ${least}`);
  if (name.length > most) throw refuse(`length less than or equal to ${most}`);
  if (!pattern.test(name)) throw refuse(`satisfy regular expression pattern: ${pattern.source}`);
}

function failed(field: string, constraint: string): string {
  const must = constraint.startsWith('length') ? `have ${constraint}` : constraint;
  return `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must ${must}`;
}

const invalidFunction = (name: string, message: string) =>
  new AwsError('InvalidParameterValueException', `${name}: ${message}`);
