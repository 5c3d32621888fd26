import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Route } from '../../platform/http/route.ts';
import { described } from '../../platform/wording.ts';
import type { ApiDocument } from './document.ts';
import { addExamples } from './example.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import { problemResponses, problemsOf } from './problems.ts';

/**
 * The OpenAPI 3.1 document of the routes. Who may call stands in `x-roles`, Chinese in `x-summary-zh` and
 * `x-description-zh`.
 */
export function openApi(routes: readonly Route[], version: string): ApiDocument {
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Careline',
        version,
        summary: 'Customer service for insurers: customers, policies, claims, tasks and messages',
        ...described({
          en: 'JSON in camelCase, times in RFC 3339 UTC, money in integer minor units with an ISO 4217 currency. What you may not know of is answered with 404. A refused request has changed nothing.',
          'zh-CN':
            'JSON 字段采用 camelCase；时间为 RFC 3339 UTC；金额为整数最小货币单位加 ISO 4217 币种。无权知悉的记录返回 404；被拒绝的请求不会改动任何数据。',
        }),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', ...described({ en: 'Where this document comes from', 'zh-CN': '本文档所在的服务器' }) }],
      tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
      paths: pathsOf(routes),
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            ...described({
              en: 'A token of the identity provider; its groups are the roles of `x-roles`',
              'zh-CN': '身份服务签发的令牌；其用户组即 `x-roles` 所列角色',
            }),
          },
        },
        responses: problemResponses,
      },
    },
    { override: rendered },
  ) as unknown as ApiDocument;
  addExamples(document);
  liftChinese(document);
  return document;
}

/** zod-openapi gives a parameter and a header their schema's description, and leaves the Chinese one in the schema. */
function liftChinese(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  if ('schema' in part && 'description' in part) Object.assign(part, chineseOf(part.schema));
  for (const [name, value] of Object.entries(part)) {
    if (name !== 'example' && name !== 'examples') liftChinese(value);
  }
}

function chineseOf(schema: unknown): object {
  const told = typeof schema === 'object' && schema !== null && 'x-description-zh' in schema;
  return told ? { 'x-description-zh': schema['x-description-zh'] } : {};
}

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const open = route.who === 'public';
  return {
    operationId: route.operationId,
    tags: [tagOf(route)],
    summary: route.summary.en,
    'x-summary-zh': route.summary['zh-CN'],
    'x-roles': open ? [] : [...route.who],
    security: open ? [] : [{ bearer: [] }],
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      header: z.object(requestHeaders(route)),
    },
    ...(route.body && {
      requestBody: {
        required: !route.body.safeParse(undefined).success,
        content: { 'application/json': { schema: route.body } },
      },
    }),
    responses: { ...answersOf(route), ...problemsOf(route) },
  };
}

function answersOf(route: Route): ZodOpenApiOperationObject['responses'] {
  const answers = Object.entries(route.responses).map(([status, { description, body, type = 'application/json' }]) => [
    status,
    {
      ...described(description),
      headers: z.object(responseHeaders(route, Number(status))),
      ...(body && { content: { [type]: { schema: body } } }),
    },
  ]);
  return Object.fromEntries(answers);
}

/** A context's routes stand together: `claims-api` answers those of `claims`. */
function tagOf(route: Route): string {
  return route.function.replace(/-api$/, '');
}

/**
 * Answers grow new fields within a version, and a client that refused them would break on each; what a strict schema
 * closes stays closed. The patterns that zod adds to a format fill pages and say nothing more.
 */
function rendered({ jsonSchema, zodSchema, io }: Parameters<ZodOpenApiOverride>[0]): void {
  const { def } = zodSchema._zod;
  if (io === 'output' && def.type === 'object' && !('catchall' in def && def.catchall)) {
    delete jsonSchema.additionalProperties;
  }
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
}
