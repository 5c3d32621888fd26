import * as z from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Route } from '../../platform/http/route.ts';
import { DomainError, toProblem } from '../../platform/problems.ts';
import { described } from '../../platform/wording.ts';
import { problems } from '../../problems.ts';

const codes = problems.map(({ code }) => code);

const problem = z
  .object({
    type: z.url().meta({ example: 'https://careline.example/problems/not-found' }),
    title: z
      .string()
      .meta({ ...described({ en: 'In the language of Accept-Language', 'zh-CN': '语言由 Accept-Language 决定' }) }),
    status: z.int(),
    code: z.enum(codes).meta({ ...described({ en: 'What to tell problems apart by', 'zh-CN': '用于区分错误类型' }) }),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({
            ...described({
              en: 'RFC 6901 into the body, or `query/<name>`, `path/<name>`',
              'zh-CN': '指向请求体的 RFC 6901 指针，或 `query/<name>`、`path/<name>`',
            }),
          }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', ...described({ en: 'A refusal (RFC 9457)', 'zh-CN': '拒绝说明（RFC 9457）' }) });

/** A response for each status that a problem can have, with each of its codes as an example. */
export const problemResponses: Record<string, ZodOpenApiResponseObject> = Object.fromEntries(
  [...new Set(problems.map(({ status }) => status))].map((status) => [nameOf(status), responseOf(status)]),
);

/** The problems that a route can answer with. */
export function problemsOf(route: Route): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    statusesOf(route).map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]),
  );
}

function statusesOf({ who, method, query, params, rawBody, reads }: Route): number[] {
  const sends = method !== 'GET';
  const writes = sends && !reads;
  const given: [boolean, number[]][] = [
    [true, [400, 429, 500]],
    [who !== 'public', [401, 403]],
    [rawBody === true, [401]],
    [who !== 'public' && (writes || params !== undefined), [404]],
    [writes && !rawBody, [409, 412]],
    [sends, [413, 415]],
    [sends || query !== undefined || params !== undefined, [422]],
  ];
  return [...new Set(given.flatMap(([holds, statuses]) => (holds ? statuses : [])))].sort();
}

function responseOf(status: number): ZodOpenApiResponseObject {
  const own = problems.filter((problem) => problem.status === status);
  const examples = own.map((problem) => [
    problem.code,
    {
      summary: problem.title['zh-CN'],
      value: toProblem(new DomainError(problem, problem.title), 'en', '/v1/…'),
    },
  ]);
  return {
    description: own.map(({ code, title }) => `${code}: ${title.en}`).join('; '),
    'x-description-zh': own.map(({ code, title }) => `${code}：${title['zh-CN']}`).join('；'),
    content: { 'application/problem+json': { schema: problem, examples: Object.fromEntries(examples) } },
  };
}

function nameOf(status: number): string {
  return `Problem${status}`;
}
