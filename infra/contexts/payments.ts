import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { counted } from '../constructs/counted.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import type { House } from '../house.ts';
import { readSecret } from '../permissions.ts';

/** A contradiction is shown with the other orders of the case. */
const inquires = { decides: true } as const;

/** The provider's webhook, and the function that hands it the orders. */
export function addPayments(scope: Construct, { operations, functions, stateful }: House): void {
  const { paymentSecret, keys } = stateful;
  const environment = { PAYMENT_SECRET_ARN: paymentSecret.secretArn };
  const permissions = readSecret(paymentSecret, keys.data);
  functions.onRecord('payments-api', { environment, permissions, table: inquires });
  new ServiceAlarm(scope, 'RefusedNotices', {
    operations,
    metric: counted(operations, 'payments-api', 'RefusedNotices'),
    meaning:
      'Notices of payments were refused for their signature: if the provider sent them, customers who are paid do not see it. Compare the secrets, see CONTRIBUTING.md.',
  });
  new QueueConsumer(scope, 'PaymentOrdered', {
    operations,
    key: keys.data,
    // The class and its interface differ in what exactOptionalPropertyTypes makes of an optional property.
    source: {
      bus: stateful.bus as IEventBus,
      pattern: { source: ['careline'], detailType: ['payment.ordered.v1'] },
    },
    consumer: functions.onRecord('payments-dispatch', {
      environment: { ...environment, PAYMENT_PROVIDER_URL: operations.config.paymentProviderUrl },
      permissions,
      table: inquires,
    }),
    name: 'payments-dispatch',
    description: 'Payment orders for the provider',
    maxConcurrency: 5,
    deferredMetric: counted(operations, 'payments-dispatch', 'DeferredOrders'),
    whenFailed: 'A payment order cannot be read, or was tried for days: a customer who agreed is not paid.',
    whenLate: 'Payment orders lie untouched for more than five minutes: customers who agreed wait for their money.',
    whenDeferred:
      'The payment provider does not take orders: customers who agreed are paid when it does again, by itself.',
  });
}
