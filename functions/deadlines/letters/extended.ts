import * as z from 'zod';
import { formatInstant } from '../../notifications/letters/dates.ts';
import { facts } from '../../notifications/letters/letter.ts';
import { linesOf } from '../../notifications/letters/plain-text.ts';
import type { Template } from '../../notifications/letters/template.ts';

const text = z.string().min(1);
export const extendedModel = z.lazy(() =>
  z.object({
    reference: text,
    /** What is to be done by then, in both languages. */
    what: z.object({ en: text, 'zh-CN': text }),
    due: z.iso.datetime(),
    reason: text,
  }),
);

/** A case needs longer than was promised. A text message may be cut, so what was typed stands last. */
export const deadlineExtended: Template<z.output<typeof extendedModel>> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, what, due, reason }) => ({
      subject: `处理时限延长通知（案件号 ${reference}）`,
      preheader: `${what['zh-CN']}延长至${formatInstant(due, 'zh-CN')}。`,
      blocks: [
        '您的案件需要更长时间处理，特此告知：',
        facts(['案件号', reference], ['事项', what['zh-CN']], ['延长至', formatInstant(due, 'zh-CN')]),
        '延长理由如下：',
        ...linesOf(reason),
        '如有疑问，请凭案件号与我们联系。',
      ],
    }),
    sms: ({ reference, what, due, reason }) =>
      `您的案件${reference}（${what['zh-CN']}）处理时限延长至${formatInstant(due, 'zh-CN')}。理由：${reason}`,
  },
  en: {
    letter: ({ reference, what, due, reason }) => ({
      subject: `We need longer for your case ${reference}`,
      preheader: `${what.en}: until ${formatInstant(due, 'en')}.`,
      blocks: [
        'We need longer than we had told you for your case:',
        facts(['Case reference', reference], ['What it is about', what.en], ['Until', formatInstant(due, 'en')]),
        'The reason is:',
        ...linesOf(reason),
        'If you have any questions, please contact us with the reference.',
      ],
    }),
    sms: ({ reference, what, due, reason }) =>
      `Case ${reference} (${what.en}): we need until ${formatInstant(due, 'en')}. Reason: ${reason}`,
  },
};
