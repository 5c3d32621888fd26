import * as z from 'zod';
import { described } from '../../platform/wording.ts';

export const replayInput = z.strictObject({
  pack: z.string().max(40).meta({ example: 'CN-trial' }),
  version: z.string().max(40).meta({ example: '2026-11' }),
  from: z.iso.date().meta({
    ...described({
      en: 'The first day on which the cases were made, in the zone of the pack',
      'zh-CN': '案件创建起始日（按规则包所在时区）',
    }),
  }),
  to: z.iso.date().meta({ ...described({ en: 'The last one', 'zh-CN': '案件创建截止日' }) }),
  caseType: z
    .string()
    .max(40)
    .optional()
    .meta({ example: 'claim', ...described({ en: 'All by default', 'zh-CN': '默认为全部类型' }) }),
});
export type ReplayInput = z.output<typeof replayInput>;

export const replayRequest = replayInput.meta({ id: 'DeadlineReplay' });
