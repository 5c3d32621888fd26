import * as z from 'zod';
import { branchId } from '../../customers/customer-schemas.ts';
import { paging } from '../../platform/http/cursor.ts';
import { mergePatch } from '../../platform/http/merge-patch.ts';
import { instant } from '../../platform/instant.ts';
import { lazily } from '../../platform/lazily.ts';
import { text } from '../../platform/text.ts';
import { described, wrong } from '../../platform/wording.ts';
import { roles as everyRole, staffRoles } from '../../roles.ts';
import { says } from '../organisation-wordings.ts';
import { staffSchema, staffStatuses } from './staff-member.ts';

/** As long as an index can sort by it beside a name. */
export const LONGEST_ID = 128;
export const LONGEST_NAME = 80;
const MOST_LICENCES = 40;

export const staffId = text(LONGEST_ID)
  .refine((value) => value !== 'me', wrong(says.myself))
  .meta({
    ...described({ en: 'The subject (`sub`) of their tokens', 'zh-CN': '其令牌中的 sub' }),
    example: 'd6a1c0f2-5b7e-4a0e-9a55-0d3c1f6b2e10',
  });
const distinct = (values: readonly string[]) => new Set(values).size === values.length;

const leave = z.lazy(() =>
  z
    .strictObject({
      from: instant,
      to: instant.meta({
        ...described({ en: 'Back from this moment on', 'zh-CN': '自此刻起返岗' }),
        example: '2026-10-08T09:00:00+08:00',
      }),
      standIn: staffId
        .optional()
        .meta({ ...described({ en: 'Who does their work meanwhile', 'zh-CN': '休假期间的代理人' }) }),
    })
    .refine(({ from, to }) => from < to, { path: ['to'], ...wrong(says.afterFrom) }),
);

const said = lazily(() => ({
  name: text(LONGEST_NAME).meta({
    ...described({ en: 'As customers are told it', 'zh-CN': '告知客户时使用的姓名' }),
    example: '陈理赔',
  }),
  roles: z.array(z.enum(staffRoles)).min(1).max(staffRoles.length).refine(distinct, wrong(says.once)),
  branchId: branchId.meta({ example: 'BJ-01' }),
  skills: z.array(text(40)).max(20).refine(distinct, wrong(says.once)),
  licences: z
    .record(text(40), z.iso.date())
    .refine((value) => Object.keys(value).length <= MOST_LICENCES, wrong(says.tooMany(MOST_LICENCES)))
    .meta({
      ...described({ en: 'The last day of each grade', 'zh-CN': '各资格等级及其有效期截止日' }),
      example: { 'motor-assessor-2': '2027-12-31' },
    }),
  leave: z
    .array(leave)
    .max(50)
    .refine(
      (leaves) => leaves.every((one, place) => leaves.every((two, other) => other <= place || apart(one, two))),
      wrong(says.leaveOverlaps),
    ),
  status: z.enum(staffStatuses),
  manager: staffId.meta({ ...described({ en: 'Whom they report to', 'zh-CN': '汇报对象' }) }),
  agentCode: text(40).meta({ ...described({ en: 'Of those who sell', 'zh-CN': '销售人员执业编号' }) }),
  email: z
    .email()
    .max(254)
    .meta({
      ...described({ en: 'Where they are told of deadlines that run out', 'zh-CN': '接收期限提醒的邮箱' }),
      example: 'li@insurer.example',
    }),
  customerId: text(64).meta({
    ...described({
      en: 'As whom they are insured here: nobody works on a case of their own',
      'zh-CN': '其作为本公司客户的编号：不得处理本人的案件',
    }),
  }),
  validFrom: z.iso.date().meta({
    ...described({
      en: 'The day from which it holds; not ahead, today by default',
      'zh-CN': '生效日期；不得晚于今天，默认为今天',
    }),
  }),
}));

/** The body of `POST /v1/staff`, and a row of a bulk load. */
export const newStaffMember = z.lazy(() =>
  z
    .strictObject({
      staffId,
      name: said().name,
      roles: said().roles,
      branchId: said().branchId,
      skills: said().skills.default([]),
      ...z.object(said()).omit({ name: true, roles: true, branchId: true, skills: true }).partial().shape,
    })
    .meta({ id: 'NewStaffMember' }),
);
export type NewStaffMember = z.infer<typeof newStaffMember>;

/** The body of `PATCH /v1/staff/{staffId}`; a supervisor gives `leave` alone. */
export const staffPatch = z.lazy(() =>
  z
    .strictObject({
      ...said(),
      manager: said().manager.nullable(),
      agentCode: said().agentCode.nullable(),
      email: said().email.nullable(),
      customerId: said().customerId.nullable(),
    })
    .partial()
    .meta({
      id: 'StaffPatch',
      ...described(mergePatch),
    }),
);
export type StaffPatch = z.infer<typeof staffPatch>;

/** Somebody as responses show them. */
export const staffView = z.lazy(() =>
  z
    .object(staffSchema.shape)
    .omit({ wakeAt: true, revisions: true })
    .meta({
      id: 'StaffMember',
      ...described({
        en: '`source` is `token` for whoever is known by their token alone',
        'zh-CN': 'source 为 token 表示该员工仅由令牌获知',
      }),
    }),
);

export const staffParams = z.object({ staffId: z.string().min(1).max(200) });
export const staffQuery = z.strictObject({
  branch: z
    .string()
    .max(50)
    .optional()
    .meta({ ...described({ en: 'Default: your own', 'zh-CN': '默认为您所属机构' }) }),
  role: z
    .enum(staffRoles)
    .optional()
    .meta({ ...described({ en: 'A page may hold fewer than `limit`', 'zh-CN': '一页可能少于 limit 条' }) }),
  ...paging,
});
export const staffOnDay = z.strictObject({
  at: z.iso
    .date()
    .optional()
    .meta({
      ...described({ en: 'As the record has it of that day', 'zh-CN': '查询该日的任职情况' }),
      example: '2026-05-01',
    }),
});

/** Whoever asks. */
export const meView = z.lazy(() =>
  z
    .object({
      sub: z.string(),
      name: z.string(),
      roles: z.array(z.enum(everyRole)),
      customerId: z.string().optional(),
      branchId: z.string().optional(),
      queues: z
        .array(z.string())
        .meta({ ...described({ en: 'Whose tasks are theirs', 'zh-CN': '由其处理的任务队列' }) }),
      onLeave: z.boolean(),
      staff: staffView.optional(),
      branch: z.object(branchSummary()).optional(),
    })
    .meta({ id: 'Me' }),
);

function branchSummary() {
  return { branchId: z.string(), name: z.string(), parent: z.string().optional(), zone: z.string() };
}

function apart(one: { from: string; to: string }, two: { from: string; to: string }): boolean {
  return one.to <= two.from || two.to <= one.from;
}
