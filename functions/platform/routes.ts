import * as z from 'zod';
import { docsQuery, health, openApiDocument } from './platform-schemas.ts';
import { routeTable } from './route.ts';

export const routes = routeTable([
  {
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    function: 'platform-api',
    who: 'public',
    summary: { en: 'Whether the API answers, and which version', 'zh-CN': '服务状态与版本' },
    responses: { 200: { description: 'It answers', body: health } },
  },
  {
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    function: 'platform-api',
    who: 'public',
    summary: { en: 'This API as an OpenAPI 3.1 document', 'zh-CN': 'OpenAPI 3.1 接口文档' },
    responses: { 200: { description: 'The document', body: openApiDocument } },
  },
  {
    operationId: 'getDocs',
    method: 'GET',
    path: '/docs',
    function: 'platform-api',
    who: 'public',
    summary: { en: 'This API to read, in English or Chinese', 'zh-CN': '接口参考手册（中文或英文）' },
    query: docsQuery,
    responses: { 200: { description: 'A page', body: z.string(), type: 'text/html; charset=utf-8' } },
  },
]);
