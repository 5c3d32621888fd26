import * as z from 'zod';
import { formatInstant } from '../../notifications/letters/dates.ts';
import { facts } from '../../notifications/letters/letter.ts';
import type { Template } from '../../notifications/letters/template.ts';

const text = z.string().min(1);

export const digestModel = z.lazy(() =>
  z.object({
    items: z
      .array(
        z.object({
          deadlineId: text,
          caseReference: text,
          title: z.object({ en: text, 'zh-CN': text }),
          percent: z.int(),
          due: z.iso.datetime(),
        }),
      )
      .min(1),
    /** How many more there were. */
    more: z.int().min(0),
  }),
);
type Model = z.output<typeof digestModel>;

/** Told to staff: clocks of theirs that run out, each with how much of it is over. */
export const deadlineDigest: Template<Model> = {
  class: 'service',
  'zh-CN': {
    letter: (model) => ({
      subject: `期限提醒：${firstOf(model).caseReference}${others(model, ' 等 # 项')}即将到期`,
      preheader: `最早到期：${formatInstant(firstOf(model).due, 'zh-CN')}。`,
      blocks: [
        '以下期限即将届满，请及时处理：',
        ...model.items.map(({ caseReference, title, percent, due }) =>
          facts(
            ['案件号', caseReference],
            ['事项', title['zh-CN']],
            ['已用时间', `${percent}%`],
            ['届满时间', formatInstant(due, 'zh-CN')],
          ),
        ),
        ...(model.more > 0 ? [`另有 ${model.more} 项，请在工作台查看。`] : []),
      ],
    }),
  },
  en: {
    letter: (model) => ({
      subject: `Time is running out: ${firstOf(model).caseReference}${others(model, ', one of #')}`,
      preheader: `The first is due on ${formatInstant(firstOf(model).due, 'en')}.`,
      blocks: [
        'Time is running out for the following; please see to it:',
        ...model.items.map(({ caseReference, title, percent, due }) =>
          facts(
            ['Case reference', caseReference],
            ['What it is about', title.en],
            ['Time used', `${percent}%`],
            ['Due', formatInstant(due, 'en')],
          ),
        ),
        ...(model.more > 0 ? [`There are ${model.more} more; you find them on your desk.`] : []),
      ],
    }),
  },
};

/** What is due first. */
function firstOf({ items }: Model): Model['items'][number] {
  const [first] = items.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  if (!first) throw new Error('A digest tells of something');
  return first;
}

/** How many there are in all, where it is not the only one. */
function others({ items, more }: Model, words: string): string {
  const count = items.length + more;
  return count === 1 ? '' : words.replace('#', String(count));
}
