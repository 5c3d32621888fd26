import * as z from 'zod';
import type { Route } from '../../platform/http/route.ts';
import { objectOf } from '../../platform/object-of.ts';
import { described, type Wording } from '../../platform/wording.ts';

/** The headers that a route reads besides `Authorization` and `Content-Type`, which OpenAPI tells otherwise. */
export function requestHeaders(route: Route): z.ZodRawShape {
  return {
    'Accept-Language': acceptLanguage,
    ...(route.accessLog && { 'X-Access-Reason': accessReason }),
    ...(takesKey(route) && { 'Idempotency-Key': idempotencyKey }),
    ...(changesRecord(route) && { 'If-Match': ifMatch }),
  };
}

/** The headers that a route answers with. */
export function responseHeaders(route: Route, status: number): z.ZodRawShape {
  const { shape = {} } = objectOf(route.responses[status]?.body) ?? {};
  const versioned = 'version' in shape;
  return {
    ...(versioned && 'createdAt' in shape && { ETag: etag }),
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

const acceptLanguage = sent('AcceptLanguage', 'zh-CN', {
  en: 'The language of problems: `zh-CN` or `en` (default)',
  'zh-CN': '错误信息的语言：`zh-CN` 或 `en`（默认）',
});
const accessReason = sent('AccessReason', 'customer calls about claim CK7Q2-M9X41', {
  en: 'Why you look, in up to 200 characters, percent-encoded as UTF-8 where they are not ASCII: kept with who read what',
  'zh-CN': '查阅事由，最多 200 个字符，非 ASCII 字符按 UTF-8 百分号编码；与查阅记录一并留存',
});
const idempotencyKey = sent(
  'IdempotencyKey',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  {
    en: 'Repeat a request with the same key for a day, and it takes effect once and gives the same answer. Keys are your own.',
    'zh-CN': '一天内以相同的键重复提交，只生效一次并返回相同结果。各调用方的键互不影响。',
  },
  z.string().regex(/^[\x21-\x7e]{1,255}$/),
);
const ifMatch = sent('IfMatch', '"3"', {
  en: 'The ETag that you read: a record changed since is refused with 412',
  'zh-CN': '读取时得到的 ETag：记录此后若有变更则返回 412',
});

/** A header that a caller may send; `id` is that of OpenAPI's parameter. */
function sent(id: string, example: string, wording: Wording, value = z.string()) {
  return value.optional().meta({ ...described(wording), example, param: { id } });
}

const etag = z.string().meta({
  ...described({ en: "The record's version, for If-Match", 'zh-CN': '记录的版本，用于 If-Match' }),
  example: '"3"',
  header: { id: 'ETag' },
});
const location = z
  .string()
  .meta({ ...described({ en: 'The path of what was made', 'zh-CN': '新建记录的路径' }), header: { id: 'Location' } });
const replayed = z
  .literal('true')
  .optional()
  .meta({
    ...described({
      en: 'This is the answer to an earlier request with this key',
      'zh-CN': '此响应为先前使用该键的请求的结果',
    }),
    header: { id: 'IdempotencyReplayed' },
  });
