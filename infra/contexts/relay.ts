import type { Construct } from 'constructs';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { House } from '../house.ts';
import { driveWorkflows, publish } from '../permissions.ts';

/** What follows from the record: workflows start and go on, and events are published. */
export function addRelay(scope: Construct, { operations, functions, workflows, stateful }: House): void {
  new StreamConsumer(scope, 'RelayStream', {
    operations,
    stateful,
    consumer: functions.add('relay', {
      environment: { EVENT_BUS_NAME: stateful.bus.eventBusName, ...workflows.environment() },
      permissions: [...driveWorkflows(workflows.machines), ...publish(stateful.bus)],
    }),
    name: 'relay',
    filters: [
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { outbox: { S: ['start', 'stop'] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { outbox: { S: ['resume'] } } } },
    ],
    batchSize: 25,
    whenFailed:
      'A change was not relayed: a claim has not started, a decision has not resumed it, or an event was not published. The queue names the object that holds the record: replay it.',
    whenLate: 'The relay is more than five minutes behind: what customers and staff have done takes effect late.',
  });
}
