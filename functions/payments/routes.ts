import * as z from 'zod';
import { routeTable } from '../platform/http/route.ts';

/** What the provider tells of an order; `id` is the notice's own. */
export const paymentNotice = z
  .object({
    id: z.string().min(1).max(100),
    type: z.enum(['payment.paid', 'payment.failed']),
    orderId: z.string().min(1).max(100),
    providerReference: z.string().min(1).max(100),
    paidAt: z.iso.datetime({ offset: true }).optional(),
    reason: z.string().max(300).optional(),
  })
  .meta({ id: 'PaymentNotice' });

export const routes = routeTable([
  {
    operationId: 'receivePaymentNotice',
    method: 'POST',
    path: '/v1/webhooks/payments',
    function: 'payments-api',
    who: 'public',
    summary: {
      en: "The payment provider's notice, signed in x-careline-signature",
      'zh-CN': '接收支付服务商通知（需签名）',
    },
    rawBody: true,
    body: paymentNotice,
    responses: {
      200: {
        description: { en: 'Taken, now or before', 'zh-CN': '已接收（本次或此前）' },
        body: z.object({ received: z.literal(true) }),
      },
    },
  },
]);
