import { ACCOUNT_ID, REGION } from '../../templates/account.ts';
import type { EventTarget } from '../../templates/app-resources.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import type { SchedulerInput } from './scheduler-inputs.ts';

export type Definition = SchedulerInput<'CreateSchedule'>;

/** When a schedule was made and last changed, in ms since the epoch. */
interface Dates {
  readonly created: number;
  readonly modified: number;
}

/** As GetSchedule shows a schedule. */
export function describeSchedule(definition: Definition, { created, modified }: Dates): Input {
  const { ClientToken: _, StartDate, EndDate, ...shown } = definition;
  return {
    Arn: arnOf(definition),
    ...shown,
    ...(StartDate !== undefined && { StartDate: StartDate / 1000 }),
    ...(EndDate !== undefined && { EndDate: EndDate / 1000 }),
    CreationDate: created / 1000,
    LastModificationDate: modified / 1000,
  };
}

export const keyOf = ({ Name, GroupName }: { Name: string; GroupName: string }) => `${GroupName}/${Name}`;

export function arnOf(named: { Name: string; GroupName: string }): string {
  return `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule/${keyOf(named)}`;
}

export function targetOf({ Name, Target }: Definition): EventTarget {
  const { Arn, RoleArn, DeadLetterConfig, RetryPolicy, EventBridgeParameters: event } = Target;
  return {
    id: Name,
    arn: Arn,
    roleArn: RoleArn,
    deadLetterArn: DeadLetterConfig?.Arn,
    retry: RetryPolicy && {
      maximumEventAgeSeconds: RetryPolicy.MaximumEventAgeInSeconds,
      maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts,
    },
    event: event && { source: event.Source, detailType: event.DetailType },
  };
}

/** Some targets take JSON only, and an event needs a source and a type. */
export function checkInput({ Target }: Definition): void {
  const isBus = Target.Arn.split(':')[2] === 'events';
  if (isBus !== (Target.EventBridgeParameters !== undefined))
    throw new AwsError('ValidationException', 'EventBridgeParameters are for event buses, which need them.');
}

/** As ListSchedules shows it. */
export function summarizeSchedule(definition: Definition, { created, modified }: Dates): Input {
  const { Name, GroupName, State, Target } = definition;
  return {
    Arn: arnOf(definition),
    Name,
    GroupName,
    State,
    Target: { Arn: Target.Arn },
    CreationDate: created / 1000,
    LastModificationDate: modified / 1000,
  };
}
