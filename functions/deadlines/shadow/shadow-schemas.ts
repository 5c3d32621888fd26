import * as z from 'zod';
import { paging } from '../../platform/http/cursor.ts';
import { described } from '../../platform/wording.ts';
import { deadlineView } from '../deadline-schemas.ts';

/** A clock that nobody was told of, for its pack is only tried. */
export const shadowBreachView = z.lazy(() =>
  deadlineView
    .unwrap()
    .pick({ caseId: true, caseReference: true, branchId: true, rule: true, generation: true, state: true })
    .extend({
      startedAt: z.iso.datetime(),
      due: z.iso.datetime().optional(),
      breachedAt: z.iso.datetime(),
      satisfiedAt: z.iso.datetime().optional(),
      pauses: deadlineView.unwrap().shape.pauses,
    })
    .meta({ id: 'ShadowBreach' }),
);

export const shadowQuery = z.strictObject({
  date: z.iso
    .date()
    .optional()
    .meta({
      ...described({
        en: 'The day they were due on, in UTC; today by default',
        'zh-CN': '届满日期（UTC），默认为当天',
      }),
    }),
  ...paging,
});
