import { routeTable } from '../platform/http/route.ts';
import { praiseBody, praiseSchema } from './praise.ts';

const praise = { description: { en: 'The praise', 'zh-CN': '表扬' }, body: praiseSchema };

export const routes = routeTable([
  {
    operationId: 'notePraise',
    method: 'POST',
    path: '/v1/praises',
    function: 'praise-api',
    who: ['praise-listener'],
    summary: { en: 'Note praise', 'zh-CN': '登记表扬' },
    body: praiseBody,
    responses: { 201: praise },
  },
]);
