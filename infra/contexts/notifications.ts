import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { counted } from '../constructs/counted.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { House } from '../house.ts';
import { sendMessages } from '../permissions.ts';

/** The ledger's API, the sender that works it off, and what SES tells of each email. */
export function addNotifications(scope: Construct, house: House): void {
  const { operations, functions } = house;
  const configurationSetName = operations.physicalName('notifications');
  // SES publishes to the default bus only (SES developer guide, event publishing).
  const bus = EventBus.fromEventBusName(scope, 'BusOfSes', 'default');
  new ConfigurationSet(scope, 'Notifications', {
    configurationSetName,
    reputationMetrics: true,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
  }).addEventDestination('Events', { destination: EventDestination.eventBus(bus), events: whatSettles });
  functions.onRecord('notifications-api', { table: { writes: false, queries: ['GSI1'] } });
  addSender(scope, house, configurationSetName);
  new EventConsumer(scope, 'Feedback', {
    operations,
    source: {
      bus,
      pattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } } },
    },
    consumer: functions.onRecord('notifications-feedback'),
    name: 'notifications-feedback',
    description: 'What became of our emails',
    whenFailed: 'What became of an email was not recorded: one that bounced still shows as sent.',
  });
}

function addSender(scope: Construct, { operations, functions, stateful }: House, configurationSet: string): void {
  const { senderEmail, senderIdentity = senderEmail.slice(senderEmail.indexOf('@') + 1) } = operations.config;
  new StreamConsumer(scope, 'SenderStream', {
    operations,
    stateful,
    consumer: functions.onRecord('notifications-sender', {
      environment: { SENDER_EMAIL: senderEmail, SES_CONFIGURATION_SET: configurationSet },
      permissions: sendMessages(Stack.of(scope), senderIdentity, configurationSet),
    }),
    name: 'notifications-sender',
    filters: [
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['message'] }, record: { M: { status: { S: ['PENDING'] } } } } },
      },
    ],
    batchSize: 10,
    whenFailed: 'A message could not be sent: a customer has not been told. It is still PENDING in the ledger.',
    whenLate: 'Messages wait for more than five minutes: customers are told late.',
  });
  new ServiceAlarm(scope, 'UncertainMessages', {
    operations,
    metric: counted(operations, 'notifications-sender', 'UncertainMessages'),
    meaning:
      'Nobody knows whether a message was sent, and it is not sent again: a customer may not have been told. The log names the message: ask the provider, and call the customer where it was not sent.',
  });
}

/** The events by which the ledger settles; opens and clicks are nobody's business. */
const whatSettles = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
];
