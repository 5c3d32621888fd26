import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { FunctionSet } from '../constructs/function-set.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { driveWorkflow, publish } from '../permissions.ts';
import type { StatefulStack } from '../stacks/stateful.ts';

/** What follows from the record: workflows start and go on, and events are published. */
export function addRelay(
  scope: Construct,
  functions: FunctionSet,
  stateful: StatefulStack,
  claims: StateMachine,
): void {
  new StreamConsumer(scope, 'RelayStream', {
    operations: functions.operations,
    stateful,
    consumer: functions.add('relay', {
      environment: { EVENT_BUS_NAME: stateful.bus.eventBusName, CLAIM_LIFECYCLE_ARN: claims.stateMachineArn },
      permissions: [...driveWorkflow(claims), ...publish(stateful.bus)],
    }),
    name: 'relay',
    filters: [
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } },
      { eventName: ['INSERT'], dynamodb: { NewImage: { outbox: { S: ['start'] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { outbox: { S: ['resume'] } } } },
    ],
    batchSize: 25,
    whenFailed:
      'A change was not relayed: a claim has not started, a decision has not resumed it, or an event was not published. Replay it from the stream within 18 hours.',
    whenLate: 'The relay is more than five minutes behind: what customers and staff have done takes effect late.',
  });
}
