import * as z from 'zod';
import type { Route } from '../../platform/http/route.ts';

/** The headers that a route reads besides `Authorization` and `Content-Type`, which OpenAPI tells otherwise. */
export function requestHeaders(route: Route): z.ZodRawShape {
  return {
    'Accept-Language': acceptLanguage,
    ...(takesKey(route) && { 'Idempotency-Key': idempotencyKey }),
    ...(changesRecord(route) && { 'If-Match': ifMatch }),
  };
}

/** The headers that a route answers with. */
export function responseHeaders(route: Route, status: number): z.ZodRawShape {
  const body = route.responses[status]?.body;
  const versioned = body instanceof z.ZodObject && 'version' in body.shape;
  return {
    ...(versioned && 'createdAt' in body.shape && { ETag: etag }),
    ...(status === 201 && versioned && { Location: location }),
    ...(takesKey(route) && { 'Idempotency-Replayed': replayed }),
  };
}

/** A route whose repeated request takes effect once. */
function takesKey({ method, rawBody, reads }: Route): boolean {
  return method === 'POST' && !rawBody && !reads;
}

/** A route that changes a record that the caller has read. */
function changesRecord({ method, path }: Route): boolean {
  return method === 'PATCH' || (method === 'POST' && path.includes('{'));
}

const acceptLanguage = z
  .string()
  .optional()
  .meta({
    description: 'The language of problems: `zh-CN` or `en` (default)',
    example: 'zh-CN',
    param: { id: 'AcceptLanguage' },
  });
const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .optional()
  .meta({
    description:
      'Repeat a request with the same key for a day, and it takes effect once and gives the same answer. Keys are your own.',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    param: { id: 'IdempotencyKey' },
  });
const ifMatch = z
  .string()
  .optional()
  .meta({
    description: 'The ETag that you read: a record changed since is refused with 412',
    example: '"3"',
    param: { id: 'IfMatch' },
  });
const etag = z
  .string()
  .meta({ description: "The record's version, for If-Match", example: '"3"', header: { id: 'ETag' } });
const location = z.string().meta({ description: 'The path of what was made', header: { id: 'Location' } });
const replayed = z
  .literal('true')
  .optional()
  .meta({
    description: 'This is the answer to an earlier request with this key',
    header: { id: 'IdempotencyReplayed' },
  });
