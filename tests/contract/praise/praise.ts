import * as z from 'zod';
import { versioned } from '../platform/record/entity.ts';
import { text } from '../platform/text.ts';
import { described, wrong } from '../platform/wording.ts';
import { says } from './praise-wordings.ts';

export const praiseSchema = z.object({ ...versioned, praiseId: z.string(), customerId: z.string(), text: z.string() });

export const praiseBody = z
  .strictObject({
    customerId: text(64),
    text: text(200)
      .refine((value) => !value.includes('!'), wrong(says.tooLoud))
      .meta(described({ en: 'What the customer likes', 'zh-CN': '客户满意之处' })),
  })
  .meta({ id: 'NewPraise' });
