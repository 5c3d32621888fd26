import * as z from 'zod';
import { routeTable } from '../platform/http/route.ts';
import { docsQuery, health, openApiDocument } from './reference-schemas.ts';

export const routes = routeTable([
  {
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    function: 'reference-api',
    who: 'public',
    summary: { en: 'Whether the API answers, and which version', 'zh-CN': '服务状态与版本' },
    responses: { 200: { description: { en: 'It answers', 'zh-CN': '服务正常' }, body: health } },
  },
  {
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    function: 'reference-api',
    who: 'public',
    summary: { en: 'This API as an OpenAPI 3.1 document', 'zh-CN': 'OpenAPI 3.1 接口文档' },
    responses: { 200: { description: { en: 'The document', 'zh-CN': '接口文档' }, body: openApiDocument } },
  },
  {
    operationId: 'getDocs',
    method: 'GET',
    path: '/docs',
    function: 'reference-api',
    who: 'public',
    summary: { en: 'This API to read, in English or Chinese', 'zh-CN': '接口参考手册（中文或英文）' },
    query: docsQuery,
    responses: {
      200: { description: { en: 'A page', 'zh-CN': '网页' }, body: z.string(), type: 'text/html; charset=utf-8' },
    },
  },
]);
