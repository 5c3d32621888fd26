import * as z from 'zod';
import { described } from '../platform/wording.ts';

export const health = z
  .object({
    status: z.literal('ok'),
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
