import type { VirtualClock } from '../clock.ts';
import type { EventTarget } from '../templates/app-resources.ts';
import { AwsError, notImplemented } from './aws-error.ts';
import { type Input, type Services, servicePrincipal } from './services.ts';

/** Something that a service takes to a target in its own name. */
export interface Delivery {
  readonly principal: 'events' | 'scheduler';
  readonly target: EventTarget;
  /** The rule or schedule that asks for it. */
  readonly sourceArn: string;
  /** JSON text. */
  readonly text: string;
  /** What a dead-letter message says beside its body. */
  readonly about: Readonly<Record<string, string>>;
}

interface Surroundings {
  readonly clock: VirtualClock;
  readonly services: Services;
}

/** Retries for 24 hours and 185 times by default ("Retry policy and dead-letter queues", EventBridge and Scheduler alike). */
const DEFAULT_RETRY = { maximumEventAgeSeconds: 86_400, maximumRetryAttempts: 185 };

/**
 * Takes a text to its target. What may pass (throttling, the service's own errors) is tried again later; what is given up
 * goes to the dead-letter queue; without one it is reported.
 */
export async function deliver(surroundings: Surroundings, delivery: Delivery): Promise<void> {
  const { clock } = surroundings;
  const { maximumEventAgeSeconds, maximumRetryAttempts } = delivery.target.retry ?? DEFAULT_RETRY;
  const until = clock.now() + maximumEventAgeSeconds * 1000;
  const attempt = async (count: number): Promise<void> => {
    try {
      await send(surroundings, delivery);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const pause = pauseBefore(count);
      if (!mayPass(error)) return giveUp(surroundings, delivery, error, { count });
      if (count > maximumRetryAttempts)
        return giveUp(surroundings, delivery, error, { count, exhausted: 'MaximumRetryAttempts' });
      if (clock.now() + pause > until)
        return giveUp(surroundings, delivery, error, { count, exhausted: 'MaximumEventAgeInSeconds' });
      clock.schedule(clock.now() + pause, () => attempt(count + 1));
    }
  };
  await attempt(1);
}

/** Whether the sandbox can deliver to this target; throws AwsError, naming it, if it cannot. */
export function checkTarget({ arn, event }: EventTarget, principal: string): void {
  const [, , service = ''] = arn.split(':');
  // Rules pass events on as they are, schedules make them: only the latter is here.
  const known = Object.hasOwn(targets, service) && (service !== 'events' || event !== undefined);
  if (!known) throw notImplemented(principal, `a target such as ${arn}`);
}

/** AWS publishes that pauses grow exponentially; these double from a second to a quarter of an hour. */
function pauseBefore(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 900_000);
}

function mayPass({ code, statusCode }: AwsError): boolean {
  return (statusCode >= 500 && statusCode !== 501) || /Throttl|TooManyRequests|LimitExceeded/.test(code);
}

async function giveUp(
  surroundings: Surroundings,
  delivery: Delivery,
  error: AwsError,
  { count, exhausted }: { count: number; exhausted?: string },
): Promise<void> {
  const { deadLetterArn, arn, id } = delivery.target;
  if (deadLetterArn === undefined) throw error;
  const about = {
    ...delivery.about,
    TARGET_ARN: arn,
    ERROR_CODE: error.code,
    ERROR_MESSAGE: error.message,
    ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    ...(count > 1 && { RETRY_ATTEMPTS: String(count - 1) }),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(about).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
  const { roleArn } = delivery.target;
  const input = { QueueUrl: deadLetterArn, MessageBody: delivery.text, MessageAttributes };
  await call(surroundings, delivery, { id, arn: deadLetterArn, roleArn }, { action: 'SendMessage', input });
}

function send(surroundings: Surroundings, delivery: Delivery): Promise<Input> {
  const { principal, target, text } = delivery;
  checkTarget(target, principal);
  const toCall = targets[target.arn.split(':')[2] ?? ''];
  if (!toCall) throw notImplemented(principal, `a target such as ${target.arn}`);
  return call(surroundings, delivery, target, toCall(target, text));
}

function call(
  { services }: Surroundings,
  { principal, sourceArn }: Delivery,
  { arn, roleArn }: EventTarget,
  { action, input }: { action: string; input: Input },
): Promise<Input> {
  const caller = { ...servicePrincipal(principal), roleArn, sourceArn };
  return services.call({ caller, service: arn.split(':')[2] ?? '', action, input });
}

/** How each kind of target takes a text. */
const targets: Readonly<Record<string, (target: EventTarget, text: string) => { action: string; input: Input }>> = {
  lambda: ({ arn }, text) => ({
    action: 'Invoke',
    input: { FunctionName: arn, InvocationType: 'Event', Payload: text },
  }),
  states: ({ arn }, text) => ({ action: 'StartExecution', input: { stateMachineArn: arn, input: text } }),
  sqs: ({ arn }, text) => ({ action: 'SendMessage', input: { QueueUrl: arn, MessageBody: text } }),
  events: ({ arn, event }, text) => ({
    action: 'PutEvents',
    input: {
      Entries: [{ EventBusName: arn, Source: event?.source, DetailType: event?.detailType, Detail: text }],
    },
  }),
};
