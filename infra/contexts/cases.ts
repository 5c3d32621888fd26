import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { counted } from '../constructs/counted.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import type { House } from '../house.ts';

/** Whatever kind of case it is: what was found, and the shortcut to it by the events of executions that have ended. */
export function addCases(scope: Construct, { operations, functions, workflows }: House): void {
  functions.onRecord('cases-api', { table: { gets: false, writes: false, queries: ['GSI3'] } });
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
    whenFailed: 'An execution has ended and its case was not looked at: it stands still until it is woken.',
  });
  new ServiceAlarm(scope, 'Findings of cases-ended', {
    operations,
    metric: counted(operations, 'cases-ended', 'Findings'),
    meaning:
      'Function cases-ended has found cases that stood still: customers waited for nothing. See GET /v1/findings.',
  });
}
