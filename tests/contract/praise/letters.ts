import * as z from 'zod';
import { templateOf } from '../notifications/letters/template.ts';

export const letters = {
  'praise-thanks': templateOf(z.object({ reference: z.string() }), {
    class: 'service',
    en: {
      letter: ({ reference }) => ({
        subject: `Thank you ${reference}`,
        preheader: 'Thank you.',
        blocks: ['Thank you.'],
      }),
      sms: () => 'Thank you.',
    },
    'zh-CN': {
      letter: ({ reference }) => ({ subject: `谢谢您 ${reference}`, preheader: '谢谢。', blocks: ['谢谢。'] }),
      sms: () => '谢谢。',
    },
  }),
} as const;
