import { pageOf } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { finding, findingQuery } from './finding/finding-schemas.ts';

export const routes = routeTable([
  {
    operationId: 'listFindings',
    method: 'GET',
    path: '/v1/findings',
    function: 'cases-api',
    who: ['ops', 'admin'],
    summary: {
      en: 'Cases that stood still, and what was done about them, newest first',
      'zh-CN': '查询停滞案件及处理情况（最新在前）',
    },
    query: findingQuery,
    responses: { 200: { description: { en: 'A page of findings', 'zh-CN': '一页检查结果' }, body: pageOf(finding) } },
  },
]);
