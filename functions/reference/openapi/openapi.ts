import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Route } from '../../platform/http/route.ts';
import { addChinese } from './chinese.ts';
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
        description: [
          'JSON in camelCase, times in RFC 3339 UTC, money in integer minor units with an ISO 4217 currency.',
          'What you may not know of is answered with 404. A refused request has changed nothing.',
        ].join(' '),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'Where this document comes from' }],
      tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
      paths: pathsOf(routes),
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'A token of the identity provider; its groups are the roles of `x-roles`',
          },
        },
        responses: problemResponses,
      },
    },
    { override: rendered },
  ) as unknown as ApiDocument;
  addExamples(document);
  addChinese(document);
  return document;
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
      description,
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
