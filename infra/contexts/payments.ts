import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EventConsumer } from '../constructs/event-consumer.ts';
import type { House } from '../house.ts';
import { readSecret } from '../permissions.ts';

/** A contradiction is shown with the other orders of the case. */
const inquires = { queries: ['GSI1', 'GSI3'] } as const;

/** The provider's webhook, and the function that hands it the orders. */
export function addPayments(scope: Construct, { operations, functions, stateful }: House): void {
  const { paymentSecret, keys } = stateful;
  const environment = { PAYMENT_SECRET_ARN: paymentSecret.secretArn };
  const permissions = readSecret(paymentSecret, keys.data);
  functions.onRecord('payments-api', { environment, permissions, table: inquires });
  new EventConsumer(scope, 'PaymentOrdered', {
    operations,
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
    whenFailed: 'A payment order has not reached the provider: a customer who agreed is not paid.',
  });
}
