import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import { ACCOUNT_ID, REGION } from '../templates/account.ts';
import type { EventRule, EventTarget } from '../templates/app-resources.ts';
import { checkTarget, deliver } from './delivery.ts';
import { matchesPattern } from './event-pattern.ts';
import { readInput } from './input.ts';
import type { QuietTarget } from './schedules/quiet-function.ts';
import { RuleSchedule, type RuleScheduleOptions } from './schedules/rule-schedule.ts';
import { parseSchedule } from './schedules/schedule-expression.ts';
import { byAction, type Input, type ServiceHandler, type Services } from './services.ts';

export interface EventsOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly buses: readonly string[];
  readonly rules: readonly EventRule[];
  /** Functions whose calls time passes over as long as they have nothing to do; none by default. */
  readonly quiet?: readonly QuietTarget[];
}

/** EventBridge: buses, and rules that take matching events to functions, state machines, queues and other buses. */
export class Events {
  readonly #options: EventsOptions;
  #schedules: readonly RuleSchedule[] = [];
  readonly handler: ServiceHandler = byAction({
    PutEvents: async (call) => this.#putEvents(readInput(call, putEventsInput)),
  });

  /** Throws AwsError for a rule that the sandbox does not run. */
  constructor(options: EventsOptions) {
    this.#options = options;
    for (const { targets } of options.rules) for (const target of targets) checkTarget(target, 'events');
  }

  /** Begins the rules' schedules, once all that their targets look into is there; and anew, once their timers are gone. */
  start(): void {
    for (const schedule of this.#schedules) schedule.stop();
    const { clock, rules } = this.#options;
    this.#schedules = rules.flatMap((rule) => {
      if (rule.schedule === undefined) return [];
      // Rules' schedules are in UTC; a rate counts from the rule's creation.
      const moments = parseSchedule(rule.schedule, { timeZone: 'UTC', start: clock.now() });
      return [new RuleSchedule({ clock, moments, call: (moment) => this.#tick(rule, moment), ...this.#quiet(rule) })];
    });
  }

  /** Looks again at what is quiet, for something has changed. */
  rouse(): void {
    for (const schedule of this.#schedules) schedule.rouse();
  }

  /** Counts the calls that time has passed over so far. */
  settle(): void {
    for (const schedule of this.#schedules) schedule.settle();
  }

  /** Puts an event of an AWS service itself on the default bus. */
  async publish(source: string, detailType: string, detail: Input, resources: string[] = []): Promise<void> {
    this.#route('default', this.#envelope({ source, 'detail-type': detailType, resources, detail }));
  }

  #putEvents({ Entries }: z.output<typeof putEventsInput>): Input {
    const results = Entries.map((entry) => this.#putEvent(entry));
    return { Entries: results, FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length };
  }

  #putEvent(entry: z.output<typeof eventEntry>): { EventId?: string; ErrorCode?: string; ErrorMessage?: string } {
    const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !entry[name]);
    if (missing)
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
      };
    const { Source = '', DetailType, Detail = '', Resources, Time } = entry;
    const busName = entry.EventBusName.split('/').at(-1) ?? 'default';
    if (!this.#options.buses.includes(busName))
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${busName} does not exist.` };
    const detail = parseDetail(Detail);
    if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    if (Source.startsWith('aws.'))
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
    const event: Input = {
      ...this.#envelope({ source: Source, 'detail-type': DetailType, resources: Resources, detail }),
      ...(Time !== undefined && { time: toTheSecond(Time * 1000) }),
    };
    this.#route(busName, event);
    return { EventId: String(event.id) };
  }

  #envelope(fields: Input): Input {
    return {
      version: '0',
      id: randomUUID(),
      account: ACCOUNT_ID,
      time: toTheSecond(this.#options.clock.now()),
      region: REGION,
      ...fields,
    };
  }

  #route(busName: string, event: Input): void {
    const { clock, rules } = this.#options;
    const matching = rules.filter(
      ({ busName: bus, pattern }) => bus === busName && pattern !== undefined && matchesPattern(pattern, event),
    );
    for (const { arn, targets } of matching)
      for (const target of targets) clock.start(() => this.deliver(target, event, arn));
  }

  /** Takes an event of a rule to a target. */
  deliver(target: EventTarget, event: Input, ruleArn: string): Promise<void> {
    const text = target.input ?? JSON.stringify(event);
    const about = { RULE_ARN: ruleArn };
    return deliver(this.#options, { principal: 'events', target, sourceArn: ruleArn, text, about });
  }

  #tick({ arn, targets }: EventRule, moment: number): void {
    const fields = { source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [arn], detail: {} };
    const event = { ...this.#envelope(fields), time: toTheSecond(moment) };
    for (const target of targets) this.#options.clock.start(() => this.deliver(target, event, arn));
  }

  /** A rule is quiet as long as all of its targets are. */
  #quiet({ targets }: EventRule): Pick<RuleScheduleOptions, 'quietUntil' | 'passedOver'> {
    const { quiet = [] } = this.#options;
    const known = targets.flatMap(({ arn }) => quiet.filter((target) => target.arn === arn));
    if (known.length < targets.length) return { quietUntil: () => 0, passedOver: () => undefined };
    return {
      quietUntil: () => Math.min(...known.map((target) => target.quietUntil())),
      passedOver: (count) => {
        for (const target of known) target.passedOver(count);
      },
    };
  }
}

/** As EventBridge gives times. */
const toTheSecond = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

function parseDetail(text: string): unknown {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

const eventEntry = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  /** Epoch seconds. */
  Time: z.number().optional(),
});

const putEventsInput = z.strictObject({ Entries: z.array(eventEntry) });
