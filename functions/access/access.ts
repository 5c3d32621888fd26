import * as z from 'zod';
import { accessLine } from '../platform/http/access-line.ts';
import { described } from '../platform/wording.ts';

/** Somebody has read something about a customer, or found the customer in a search. */
export const accessSchema = accessLine
  .omit({ customers: true })
  .extend({ customerId: z.string() })
  .meta({
    id: 'Access',
    ...described({
      en: 'Who read what about a customer, when, and why where they said so; `by` is the subject of their token',
      'zh-CN': '何人于何时查阅了该客户的何种资料，以及所填事由（如有）；`by` 为其令牌的主体标识',
    }),
  });
export type Access = Readonly<z.infer<typeof accessSchema>>;
