import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Operations } from './operations.ts';
import { alarmPeriod, SilenceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

/** Targets of a rule (EventBridge quotas). */
const TARGETS = 5;

interface EachMinuteProps {
  readonly operations: Operations;
  readonly consumer: ServiceFunction;
  readonly description: string;
  /** What it is called with: once a minute with each of them, all at the same time. */
  readonly inputs: readonly object[];
  /** A sentence: what a customer misses while it is not called. */
  readonly whenSilent: string;
}

/**
 * Calls a function each minute. A call that fails or is lost is not tried again and not kept, for the next one does its work;
 * that too few are made alarms.
 */
export class EachMinute extends Construct {
  constructor(scope: Construct, id: string, props: EachMinuteProps) {
    super(scope, id);
    const { operations, consumer, description, inputs } = props;
    for (let first = 0; first < inputs.length; first += TARGETS) {
      new Rule(this, `Rule${first / TARGETS + 1}`, {
        description,
        schedule: Schedule.rate(Duration.minutes(1)),
        targets: inputs.slice(first, first + TARGETS).map(
          (input) =>
            new LambdaFunction(consumer.function, {
              event: RuleTargetInput.fromObject(input),
              retryAttempts: 3,
              maxEventAge: Duration.minutes(1),
            }),
        ),
      });
    }
    new EventInvokeConfig(this, 'Once', {
      function: consumer.function,
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
    new SilenceAlarm(this, 'Silent', {
      operations,
      metric: consumer.function.metricInvocations(alarmPeriod),
      meaning: props.whenSilent,
      // Five in five minutes from each input; one may fall into the next period.
      threshold: 4 * inputs.length,
    });
  }
}
