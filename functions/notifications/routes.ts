import * as z from 'zod';
import { pageOf, paging } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { deskStaff } from '../roles.ts';
import { notification } from './message-schemas.ts';

export const routes = routeTable([
  {
    operationId: 'listNotifications',
    method: 'GET',
    path: '/v1/customers/{customerId}/notifications',
    function: 'notifications-api',
    who: ['customer', ...deskStaff, 'ops', 'admin'],
    accessLog: true,
    summary: { en: "A customer's messages, newest first", 'zh-CN': '查询客户的通知记录（由新到旧）' },
    params: z.object({ customerId: z.string().max(64) }),
    query: z.object(paging),
    responses: {
      200: { description: { en: 'One page of messages', 'zh-CN': '一页消息' }, body: pageOf(notification) },
    },
  },
]);
