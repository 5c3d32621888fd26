import { AwsError } from '../aws/aws-error.ts';

/** A task's `Resource`, taken apart. */
export interface Resource {
  /** The API that is called, by its IAM prefix: `states` for `sfn`, `events` for `eventbridge`. */
  readonly service: string;
  readonly action: string;
  readonly pattern: 'requestResponse' | 'waitForTaskToken';
  /** Called through an `aws-sdk:` integration, which names errors its own way. */
  readonly sdk: boolean;
  /** As the history shows it: `invoke.waitForTaskToken` of `lambda`, `putItem` of `aws-sdk:dynamodb`. */
  readonly resource: string;
  readonly resourceType: string;
}

const ARN = /^arn:(?:aws|aws-cn|aws-us-gov):states:::(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(\..+)?$/;

/** The optimized integrations that the sandbox has, and whether they can wait for a token. */
const OPTIMIZED: Readonly<Record<string, boolean>> = {
  'lambda:invoke': true,
  'dynamodb:getItem': false,
  'dynamodb:putItem': false,
  'dynamodb:updateItem': false,
  'dynamodb:deleteItem': false,
  'events:putEvents': true,
  'sqs:sendMessage': true,
  'states:startExecution': true,
};

const IAM_PREFIX: Readonly<Record<string, string>> = { sfn: 'states', eventbridge: 'events' };

/** Takes a task's resource apart. Throws AwsError `InvalidDefinition`, naming a resource that is not supported. */
export function parseResource(arn: string): Resource {
  const [, sdk, service, action, suffix] = ARN.exec(arn) ?? [];
  if (!service || !action) throw unsupported(arn);
  const waits = suffix === '.waitForTaskToken';
  if (suffix && !waits) throw unsupported(arn);
  const canWait = sdk ? true : OPTIMIZED[`${service}:${action}`];
  if (canWait === undefined || (waits && !canWait)) throw unsupported(arn);
  return {
    service: (sdk && IAM_PREFIX[service]) || service,
    action,
    pattern: waits ? 'waitForTaskToken' : 'requestResponse',
    sdk: sdk !== undefined,
    resource: `${action}${suffix ?? ''}`,
    resourceType: `${sdk ?? ''}${service}`,
  };
}

function unsupported(arn: string): AwsError {
  return new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The resource ${arn} is not supported by the sandbox'`,
  );
}
