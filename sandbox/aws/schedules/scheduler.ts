import { randomUUID } from 'node:crypto';
import type { VirtualClock } from '../../clock.ts';
import { ACCOUNT_ID, REGION } from '../../templates/account.ts';
import type { ScheduleResource } from '../../templates/app-resources.ts';
import { AwsError, notImplemented } from '../aws-error.ts';
import { checkTarget, deliver } from '../delivery.ts';
import { readInput } from '../input.ts';
import { pageOf } from '../page.ts';
import { byAction, type Input, type ServiceHandler, type Services } from '../services.ts';
import {
  arnOf,
  checkInput,
  type Definition,
  describeSchedule,
  keyOf,
  summarizeSchedule,
  targetOf,
} from './schedule-description.ts';
import { type Moments, parseSchedule } from './schedule-expression.ts';
import { type SchedulerInput, schedulerInputs } from './scheduler-inputs.ts';

interface Schedule {
  readonly definition: Definition;
  readonly moments: Moments;
  readonly created: number;
  readonly modified: number;
  cancel: () => void;
}

export interface SchedulerOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  /** Those of the templates. */
  readonly schedules: readonly ScheduleResource[];
}

/** EventBridge Scheduler: schedules that fire on the virtual clock. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #groups: ReadonlySet<string>;
  readonly #schedules = new Map<string, Schedule>();
  readonly handler: ServiceHandler = byAction({
    CreateSchedule: async (call) => this.#create(readInput(call, schedulerInputs.CreateSchedule)),
    UpdateSchedule: async (call) => this.#update(readInput(call, schedulerInputs.UpdateSchedule)),
    GetSchedule: async (call) => this.#get(readInput(call, schedulerInputs.GetSchedule)),
    DeleteSchedule: async (call) => {
      const named = readInput(call, schedulerInputs.DeleteSchedule);
      this.#find(named);
      this.#remove(keyOf(named));
      return {};
    },
    ListSchedules: async (call) => this.#list(readInput(call, schedulerInputs.ListSchedules)),
    GetScheduleGroup: async (call) => this.#group(readInput(call, schedulerInputs.GetScheduleGroup).Name),
    ListScheduleGroups: async (call) => this.#listGroups(readInput(call, schedulerInputs.ListScheduleGroups)),
  });

  /** Throws AwsError for a template's schedule that the sandbox does not run. */
  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#groups = new Set(['default', ...options.schedules.map(({ groupName }) => groupName)]);
    this.#deploy();
  }

  /** Forgets all but the templates' schedules, which begin anew. */
  reset(): void {
    for (const key of this.#schedules.keys()) this.#remove(key);
    this.#deploy();
  }

  #deploy(): void {
    for (const { definition: input } of this.#options.schedules) {
      const call = { service: 'scheduler', action: 'CreateSchedule', input };
      this.#create(readInput(call, schedulerInputs.CreateSchedule));
    }
  }

  #create(definition: Definition): Input {
    this.#checkGroup(definition.GroupName);
    const known = this.#schedules.get(keyOf(definition));
    if (known) {
      const { ClientToken } = known.definition;
      if (ClientToken !== undefined && ClientToken === definition.ClientToken)
        return { ScheduleArn: arnOf(definition) };
      throw new AwsError('ConflictException', `Schedule ${definition.Name} already exists.`, 409);
    }
    const now = this.#now();
    this.#put(definition, now, now);
    return { ScheduleArn: arnOf(definition) };
  }

  #update(definition: Definition): Input {
    const { created } = this.#find(definition);
    this.#put(definition, created, this.#now());
    return { ScheduleArn: arnOf(definition) };
  }

  #put(definition: Definition, created: number, modified: number): void {
    checkTarget(targetOf(definition), 'scheduler');
    checkInput(definition);
    const { ScheduleExpression, ScheduleExpressionTimezone: timeZone, StartDate } = definition;
    // A rate without a start date starts at once ("Rate-based schedules").
    const moments = parseSchedule(ScheduleExpression, { timeZone, start: StartDate ?? modified });
    // AWS does not say what becomes of a moment that has passed.
    if (ScheduleExpression.startsWith('at') && moments(modified - 1) === undefined)
      throw notImplemented('scheduler', `CreateSchedule with ${ScheduleExpression}, which has passed,`);
    this.#remove(keyOf(definition));
    const schedule: Schedule = { definition, moments, created, modified, cancel: () => undefined };
    this.#schedules.set(keyOf(definition), schedule);
    if (definition.State === 'ENABLED') this.#arm(schedule, Math.max(modified, StartDate ?? modified) - 1);
  }

  #arm(schedule: Schedule, after: number): void {
    const next = schedule.moments(after);
    const { EndDate = Number.POSITIVE_INFINITY, ActionAfterCompletion } = schedule.definition;
    if (next === undefined || next > EndDate) {
      if (ActionAfterCompletion === 'DELETE') this.#remove(keyOf(schedule.definition));
      return;
    }
    schedule.cancel = this.#options.clock.schedule(next, () => {
      this.#arm(schedule, next);
      return this.#fire(schedule.definition, next);
    });
  }

  #fire(definition: Definition, scheduled: number): Promise<void> {
    const scheduleArn = arnOf(definition);
    const executionId = randomUUID();
    const context: Record<string, string> = {
      'aws.scheduler.schedule-arn': scheduleArn,
      'aws.scheduler.scheduled-time': new Date(scheduled).toISOString().replace(/\.\d+Z$/, 'Z'),
      'aws.scheduler.execution-id': executionId,
      'aws.scheduler.attempt-number': '1',
    };
    const { Input: input = '{}' } = definition.Target;
    const text = input.replaceAll(/<(aws\.scheduler\.[a-z-]+)>/g, (whole, name: string) => context[name] ?? whole);
    const about = { SCHEDULE_ARN: scheduleArn, EXECUTION_ID: executionId };
    return deliver(this.#options, {
      principal: 'scheduler',
      target: targetOf(definition),
      sourceArn: scheduleArn,
      text,
      about,
    });
  }

  #get(named: SchedulerInput<'GetSchedule'>): Input {
    const schedule = this.#find(named);
    return describeSchedule(schedule.definition, schedule);
  }

  #list({ GroupName, NamePrefix, State, MaxResults, NextToken }: SchedulerInput<'ListSchedules'>): Input {
    const found = [...this.#schedules.values()].filter(
      ({ definition }) =>
        (GroupName ?? definition.GroupName) === definition.GroupName &&
        (State ?? definition.State) === definition.State &&
        definition.Name.startsWith(NamePrefix),
    );
    const paging = { limit: MaxResults, token: NextToken, invalidToken: 'ValidationException' };
    const { items, nextToken } = pageOf(found, { ...paging, key: ({ definition }) => keyOf(definition) });
    return {
      Schedules: items.map((schedule) => summarizeSchedule(schedule.definition, schedule)),
      NextToken: nextToken,
    };
  }

  #listGroups({ NamePrefix, MaxResults, NextToken }: SchedulerInput<'ListScheduleGroups'>): Input {
    const found = [...this.#groups].filter((name) => name.startsWith(NamePrefix));
    const paging = { limit: MaxResults, token: NextToken, invalidToken: 'ValidationException' };
    const { items, nextToken } = pageOf(found, { ...paging, key: (name) => name });
    return { ScheduleGroups: items.map((name) => this.#group(name)), NextToken: nextToken };
  }

  #group(Name: string): Input {
    this.#checkGroup(Name);
    return { Name, Arn: `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule-group/${Name}`, State: 'ACTIVE' };
  }

  #find(named: { Name: string; GroupName: string }): Schedule {
    this.#checkGroup(named.GroupName);
    const schedule = this.#schedules.get(keyOf(named));
    if (!schedule) throw new AwsError('ResourceNotFoundException', `Schedule ${named.Name} does not exist.`, 404);
    return schedule;
  }

  #checkGroup(name: string): void {
    if (!this.#groups.has(name))
      throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
  }

  #remove(key: string): void {
    this.#schedules.get(key)?.cancel();
    this.#schedules.delete(key);
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
