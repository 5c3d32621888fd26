import type { Construct } from 'constructs';
import { counted } from '../constructs/counted.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
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
  new ServiceAlarm(scope, 'HandOvers', {
    operations,
    metric: counted(operations, 'relay', 'HandOvers'),
    meaning:
      "A workflow has failed at what no rule foresees: a customer's case stands still until a supervisor decides the hand-over task. Its facts name state and error: mend the cause, then decide it.",
  });
  new ServiceAlarm(scope, 'ContradictedPayments', {
    operations,
    metric: counted(operations, 'relay', 'ContradictedPayments'),
    meaning:
      'The payment provider contradicts what an order had come to: a customer may have been paid twice, or not at all. A payment-inquiry task asks a handler to find out at the bank.',
  });
}
