import * as z from 'zod';
import { paging } from '../platform/http/cursor.ts';
import { instant } from '../platform/instant.ts';
import { actor } from '../platform/record/events.ts';
import { lines } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
import { deadlineStates } from './deadline.ts';
import { tellings, units } from './packs/rule.ts';

const words = z.lazy(() => z.object({ en: z.string(), 'zh-CN': z.string() }));

const pauseView = z.lazy(() =>
  z.object({
    kind: z.enum(['pause', 'toll']),
    by: z.string(),
    orderedAt: z.iso.datetime(),
    letter: z.string(),
    toldBy: z.enum(tellings),
    toldAt: z.iso
      .datetime()
      .optional()
      .meta({
        ...described({
          en: 'When the message that tells of it was proven to have been sent off or to have arrived, as the rule asks; without it nothing is taken off',
          'zh-CN': '按规则要求，通知已发出或已送达的证明时间；无此证明则不扣除任何时间',
        }),
      }),
    messageId: z.string().optional(),
    endedAt: z.iso.datetime().optional(),
  }),
);

export const deadlineView = z.lazy(() =>
  z
    .object({
      deadlineId: z.string().meta({ example: 'ddl_clm_01K8WXT0000000000000000000.CN.art24.1' }),
      caseId: z.string(),
      caseReference: z.string(),
      branchId: z.string(),
      rule: z.object({
        pack: z.string(),
        version: z.string(),
        id: z.string(),
        title: words,
        citation: z.string(),
        class: z.enum(['law', 'promise', 'draft']),
        verified: z.boolean(),
        unit: z.enum(units),
        length: z.int(),
      }),
      generation: z.int(),
      state: z.enum(deadlineStates),
      startedAt: z.iso.datetime(),
      startedBy: z.string(),
      due: z.iso
        .datetime()
        .optional()
        .meta({
          ...described({
            en: 'When it is over: the end of its last day in the zone of the contract. A breach is recorded then',
            'zh-CN': '期限届满时刻（合同所在时区最后一日24时）；届时记录逾期',
          }),
        }),
      dueRolled: z.iso
        .datetime()
        .nullish()
        .meta({
          ...described({
            en: 'The same, moved past a day off (Civil Code art. 203); null where the calendar of that year is not published',
            'zh-CN': '遇法定休假日顺延后的届满时刻（《民法典》第203条）；该年度日历未公布时为 null',
          }),
        }),
      duePrudent: z.iso
        .datetime()
        .optional()
        .meta({
          ...described({
            en: 'The end of the last working day on or before it: what work is planned by',
            'zh-CN': '届满日当日或之前最后一个工作日的结束时刻：工作安排以此为准',
          }),
        }),
      missingYear: z.int().optional(),
      pauses: z.array(pauseView),
      extensions: z.array(
        z.object({
          length: z.int(),
          approvedBy: actor,
          reason: z.string(),
          at: z.iso.datetime(),
          toldAt: z.iso.datetime().optional(),
        }),
      ),
      satisfiedAt: z.iso.datetime().optional(),
      satisfiedBy: z.string().optional(),
      endedAt: z.iso.datetime().optional(),
      breachedAt: z.iso.datetime().optional(),
      reached: z.array(z.int()).meta({
        ...described({ en: 'Rungs that were reached, in per cent', 'zh-CN': '已到达的提醒节点（百分比）' }),
      }),
      version: z.int(),
    })
    .meta({ id: 'Deadline' }),
);
export type DeadlineView = z.input<typeof deadlineView>;

export const dayReasons = ['start', 'counted', 'stopped', 'weekend', 'holiday'] as const;

export const explanationView = z.lazy(() =>
  z
    .object({
      deadline: deadlineView,
      zone: z.string(),
      calendar: z.string(),
      source: z.object({ text: z.string(), 'zh-CN': z.string().optional(), source: z.string(), readOn: z.iso.date() }),
      days: z.array(
        z.object({
          day: z.iso.date(),
          nth: z.int().optional(),
          reason: z.enum(dayReasons),
          name: z
            .string()
            .optional()
            .meta({ ...described({ en: 'Of the holiday', 'zh-CN': '节假日名称' }) }),
          makeUp: z.literal(true).optional(),
        }),
      ),
      pauses: z.array(z.object({ by: z.string(), counted: z.boolean(), wholeDays: z.int().optional(), why: words })),
      sentences: z.object({ en: z.array(z.string()), 'zh-CN': z.array(z.string()) }),
    })
    .meta({ id: 'DeadlineExplanation' }),
);
export type ExplanationView = z.input<typeof explanationView>;

export const deadlineQuery = z.strictObject({
  case: z.string().max(64).optional(),
  branch: z.string().max(64).optional(),
  state: z.enum(deadlineStates).optional(),
  before: instant.optional(),
  ...paging,
});

export const extensionRequest = z.strictObject({ reason: lines(1000) }).meta({ id: 'DeadlineExtension' });
