import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { environment } from '../platform/environment.ts';
import { messageQueue } from '../platform/message-queue.ts';
import { count } from '../platform/metrics.ts';
import { logger } from '../platform/observability.ts';
import { queueHandler } from '../platform/queue-messages.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { dispatchOrder } from './dispatch-order.ts';
import { httpProvider } from './provider.ts';
import { sharedSecret } from './secret.ts';

const orderedEvent = z.object({ detail: z.object({ data: z.object({ orderId: z.string() }) }) });
const table = dynamoTable(environment('TABLE_NAME'));
const provider = httpProvider(environment('PAYMENT_PROVIDER_URL'), sharedSecret(environment('PAYMENT_SECRET_ARN')));

/** Sends orders to the provider; delivered again, it sends the same order again, which is paid once. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(
    queueHandler({
      queue: messageQueue(),
      schema: orderedEvent,
      work: ({ detail }) => dispatchOrder(table, provider, detail.data.orderId, () => new Date()),
      onDeferred: () => count('DeferredOrders'),
    }),
  );
