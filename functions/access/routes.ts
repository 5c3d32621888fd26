import * as z from 'zod';
import { pageOf, paging } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { accessSchema } from './access.ts';

export const routes = routeTable([
  {
    operationId: 'listAccesses',
    method: 'GET',
    path: '/v1/access-log',
    function: 'access-api',
    who: ['privacy-officer', 'admin'],
    summary: {
      en: 'Who of the staff has read something about a customer, newest first',
      'zh-CN': '查询工作人员对客户资料的查阅记录（最新在前）',
    },
    query: z.strictObject({ customer: z.string().min(1).max(64), ...paging }),
    responses: {
      200: { description: { en: 'A page of accesses', 'zh-CN': '一页查阅记录' }, body: pageOf(accessSchema) },
    },
  },
]);
