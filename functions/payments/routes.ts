import * as z from 'zod';
import { routeTable } from '../platform/http/route.ts';
import { paymentNotice } from './answers/notice.ts';

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
