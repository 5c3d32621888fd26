import * as z from 'zod';
import { formatInstant } from '../../notifications/letters/dates.ts';
import { facts } from '../../notifications/letters/letter.ts';
import type { Template } from '../../notifications/letters/template.ts';

const text = z.string().min(1);

export const digestModel = z.object({
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
});
type Model = z.output<typeof digestModel>;

/** Told to staff: clocks of theirs that run out, each with how much of it is over. */
export const deadlineDigest: Template<Model> = {
  class: 'service',
  'zh-CN': {
    letter: (model) => ({
      subject: `期限提醒：${countOf(model)} 项即将到期`,
      preheader: `最早到期：${formatInstant(earliest(model), 'zh-CN')}。`,
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
    sms: (model) =>
      `期限提醒：${countOf(model)}项即将到期，最早${formatInstant(earliest(model), 'zh-CN')}，请及时处理。`,
  },
  en: {
    letter: (model) => ({
      subject: `${countOf(model)} ${countOf(model) === 1 ? 'deadline runs' : 'deadlines run'} out`,
      preheader: `The first is due on ${formatInstant(earliest(model), 'en')}.`,
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
    sms: (model) => `${countOf(model)} deadlines run out, the first on ${formatInstant(earliest(model), 'en')}.`,
  },
};

function countOf({ items, more }: Model): number {
  return items.length + more;
}

function earliest({ items }: Model): string {
  return items.map(({ due }) => due).toSorted()[0] ?? '';
}
