import { Duration } from 'aws-cdk-lib';
import { EventBus, Schedule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { counted } from '../constructs/counted.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import type { House } from '../house.ts';
import { describeExecutions } from '../permissions.ts';

/** Whatever kind of case it is: the finder, each hour, and the shortcut by the events of executions that have ended. */
export function addCases(scope: Construct, { operations, functions, workflows }: House): void {
  functions.onRecord('cases-api', { table: { gets: false, writes: false, queries: ['GSI3'] } });
  new EventConsumer(scope, 'Hourly', {
    operations,
    source: { schedule: Schedule.rate(Duration.hours(1)) },
    consumer: functions.onRecord('cases-finder', {
      environment: workflows.environment(),
      permissions: describeExecutions(workflows.machines),
      table: { queries: ['GSI2'], decides: true },
    }),
    name: 'cases-finder',
    description: 'Looks for cases that have not moved on in their time',
    whenFailed: 'The finder could not look at everything: a case may stand still, and nobody is told.',
  });
  new EventConsumer(scope, 'ExecutionEnded', {
    operations,
    source: {
      bus: EventBus.fromEventBusName(scope, 'BusOfWorkflows', 'default'),
      pattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: workflows.machines.map(({ stateMachineArn }) => stateMachineArn),
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
    },
    consumer: functions.onRecord('cases-ended', { table: { decides: true } }),
    name: 'cases-ended',
    description: 'Executions that have ended against their case',
    whenFailed: 'An execution has ended and its case was not looked at: it stands still until the finder sees it.',
  });
  for (const service of ['cases-finder', 'cases-ended'] as const) {
    new ServiceAlarm(scope, `Findings of ${service}`, {
      operations,
      metric: counted(operations, service, 'Findings'),
      meaning: `Function ${service} has found cases that stood still: customers waited for nothing. See GET /v1/findings.`,
    });
  }
}
