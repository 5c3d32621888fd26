import * as z from 'zod';
import { described } from '../platform/wording.ts';

export const health = z
  .object({
    status: z.enum(['ok', 'degraded']).meta({
      ...described({
        en: 'degraded: it answers, and something that it needs soon is missing',
        'zh-CN': 'degraded：服务可用，但缺少即将需要的数据',
      }),
    }),
    missing: z
      .object({ calendar: z.string(), year: z.int() })
      .optional()
      .meta({
        ...described({
          en: 'The working days of a year that deadlines reach into: add its file to rules/calendars',
          'zh-CN': '期限将涉及但尚未载入的年度工作日安排：请将其文件加入 rules/calendars',
        }),
      }),
    stage: z.string().meta({ example: 'prod' }),
    version: z.string().meta({ example: '0.1.0' }),
  })
  .meta({ id: 'Health' });

export const openApiDocument = z.record(z.string(), z.unknown()).meta({
  ...described({ en: 'An OpenAPI 3.1 document', 'zh-CN': 'OpenAPI 3.1 文档' }),
  externalDocs: { url: 'https://spec.openapis.org/oas/v3.1.1.html' },
});

/** `lang` wins over Accept-Language, so that a page links to its other language. */
export const docsQuery = z.object({ lang: z.enum(['en', 'zh-CN']).optional() });
