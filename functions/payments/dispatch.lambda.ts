import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod';
import { environment } from '../platform/environment.ts';
import { logger } from '../platform/observability.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { dispatchOrder } from './dispatch-order.ts';
import { httpProvider } from './provider.ts';
import { sharedSecret } from './secret.ts';

const orderedEvent = z.object({ detail: z.object({ data: z.object({ orderId: z.string() }) }) });
const table = dynamoTable(environment('TABLE_NAME'));
const provider = httpProvider(environment('PAYMENT_PROVIDER_URL'), sharedSecret(environment('PAYMENT_SECRET_ARN')));

/** Sends an order to the provider; delivered again, it sends the same order again, which is paid once. */
export const handler = middy<unknown, void>()
  .use(injectLambdaContext(logger))
  .handler(async (event) => {
    const { orderId } = orderedEvent.parse(event).detail.data;
    await dispatchOrder(table, provider, orderId, () => new Date());
  });
