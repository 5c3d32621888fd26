import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import { ACCOUNT_ID, REGION } from '../templates/account.ts';
import type { EventRule, EventTarget } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { matchesPattern } from './event-pattern.ts';
import { parseInput } from './input.ts';
import { byAction, type Input, type ServiceHandler, type Services, servicePrincipal } from './services.ts';

export interface EventsOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly buses: readonly string[];
  readonly rules: readonly EventRule[];
}

/** EventBridge: buses, and rules that take matching events to functions, state machines, queues and other buses. */
export class Events {
  readonly #options: EventsOptions;
  readonly handler: ServiceHandler = byAction({ PutEvents: async ({ input }) => this.#putEvents(input) });

  constructor(options: EventsOptions) {
    this.#options = options;
  }

  /** Puts an event of an AWS service itself on the default bus. */
  async publish(source: string, detailType: string, detail: Input, resources: string[] = []): Promise<void> {
    this.#route('default', this.#envelope({ source, 'detail-type': detailType, resources, detail }));
  }

  #putEvents(input: Input): Input {
    const { Entries } = parseInput(putEventsInput, input);
    const results = Entries.map((entry) => this.#putEvent(entry));
    return { Entries: results, FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length };
  }

  #putEvent(entry: z.infer<typeof eventEntry>): { EventId?: string; ErrorCode?: string; ErrorMessage?: string } {
    const busName = entry.EventBusName.split('/').at(-1) ?? 'default';
    if (!this.#options.buses.includes(busName))
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${busName} does not exist.` };
    const fields = { source: entry.Source, 'detail-type': entry.DetailType, resources: entry.Resources };
    const detail = parseDetail(entry.Detail);
    if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    if (entry.Source.startsWith('aws.'))
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
    const event = this.#envelope({ ...fields, detail });
    this.#route(busName, event);
    return { EventId: String(event.id) };
  }

  #envelope(fields: Input): Input {
    return {
      version: '0',
      id: randomUUID(),
      account: ACCOUNT_ID,
      // To the second, as EventBridge gives it.
      time: new Date(this.#options.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      ...fields,
    };
  }

  #route(busName: string, event: Input): void {
    const { clock, rules } = this.#options;
    const matching = rules.filter(
      ({ busName: bus, pattern }) => bus === busName && pattern !== undefined && matchesPattern(pattern, event),
    );
    for (const { targets } of matching) for (const target of targets) clock.start(() => this.deliver(target, event));
  }

  /** Takes an event to a target; what the target's service refuses goes to the target's dead-letter queue. */
  async deliver(target: EventTarget, event: Input): Promise<void> {
    const text = target.input ?? JSON.stringify(event);
    try {
      await this.#send(target, text);
    } catch (error) {
      if (!(error instanceof AwsError) || target.deadLetterArn === undefined) throw error;
      await this.#send({ id: target.id, arn: target.deadLetterArn }, text);
    }
  }

  #send({ arn, roleArn }: EventTarget, text: string): Promise<Input> {
    const service = arn.split(':')[2] ?? '';
    const target = targets[service];
    if (!target) throw new Error(`The sandbox does not support ${arn} as a target of an event rule`);
    const caller = { ...servicePrincipal('events'), roleArn };
    return this.#options.services.call({ caller, service, ...target(arn, text) });
  }
}

/** How each kind of target takes an event. */
const targets: Readonly<Record<string, (arn: string, text: string) => { action: string; input: Input }>> = {
  lambda: (arn, text) => ({
    action: 'Invoke',
    input: { FunctionName: arn, InvocationType: 'Event', Payload: text },
  }),
  states: (arn, text) => ({ action: 'StartExecution', input: { stateMachineArn: arn, input: text } }),
  sqs: (arn, text) => ({ action: 'SendMessage', input: { QueueUrl: arn, MessageBody: text } }),
};

function parseDetail(text: string): unknown {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

const eventEntry = z.object({
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
});

// 10 entries a call (EventBridge quotas).
const putEventsInput = z.object({ Entries: z.array(eventEntry).min(1).max(10) });
