import * as z from 'zod';
import { branchId } from '../../customers/customer-schemas.ts';
import { headOffice } from '../../platform/http/auth.ts';
import { paging } from '../../platform/http/cursor.ts';
import { mergePatch } from '../../platform/http/merge-patch.ts';
import { text } from '../../platform/text.ts';
import { described, wrong } from '../../platform/wording.ts';
import { houseZone } from '../organisation-settings.ts';
import { says } from '../organisation-wordings.ts';
import { isZone } from '../zone.ts';
import { branchSchema, branchStatuses, eachWeekday } from './branch.ts';

const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const period = z.lazy(() =>
  z
    .string()
    .regex(new RegExp(`^${clock}-(?:${clock}|24:00)$`), wrong(says.hours))
    .refine((value) => value.slice(0, 5) < value.slice(6), wrong(says.hours))
    .meta({ example: '09:00-17:30' }),
);
const hours = z.lazy(() =>
  z
    .array(period)
    .min(1)
    .max(4)
    .refine(
      (periods) => periods.every((one, place) => place === 0 || (periods[place - 1] ?? '').slice(6) <= one.slice(0, 5)),
      wrong(says.hoursInOrder),
    )
    .optional(),
);

const zone = z.lazy(() =>
  z
    .string()
    .max(64)
    .refine(isZone, wrong(says.zone))
    .meta({ ...described({ en: 'Of the opening hours', 'zh-CN': '营业时间所用时区' }), example: 'Asia/Shanghai' }),
);
const openingHours = z.lazy(() =>
  z.strictObject(eachWeekday(hours)).meta({
    ...described({ en: 'By weekday; closed on a day that is not given', 'zh-CN': '按星期列出；未列出的日子不营业' }),
    example: { monday: ['09:00-12:00', '13:30-17:30'] },
  }),
);
const parent = z.lazy(() =>
  branchId.meta({
    ...described({
      en: `The branch above; head office (${headOffice}) by default`,
      'zh-CN': `上级机构，默认为总公司（${headOffice}）`,
    }),
  }),
);

/** The body of `POST /v1/branches`, and a row of a bulk load. */
export const newBranch = z.lazy(() =>
  z
    .strictObject({
      branchId: branchId.meta({ example: 'BJ-01' }),
      name: text(80).meta({ example: '北京朝阳支公司' }),
      parent: parent.optional(),
      region: text(80).optional(),
      zone: zone.default(houseZone),
      openingHours: openingHours.optional(),
      status: z.enum(branchStatuses).default('OPEN'),
    })
    .meta({ id: 'NewBranch' }),
);
export type NewBranch = z.infer<typeof newBranch>;

/** The body of `PATCH /v1/branches/{branchId}`. */
export const branchPatch = z.lazy(() =>
  z
    .strictObject({
      name: text(80),
      parent,
      region: text(80).nullable(),
      zone,
      openingHours: openingHours.nullable(),
      status: z.enum(branchStatuses),
    })
    .partial()
    .meta({
      id: 'BranchPatch',
      ...described(mergePatch),
    }),
);
export type BranchPatch = z.infer<typeof branchPatch>;

/** A branch as responses show it. */
export const branchView = z.lazy(() => z.object(branchSchema.unwrap().shape).meta({ id: 'Branch' }));

export const branchParams = z.object({ branchId: z.string().min(1).max(50) });
export const branchQuery = z.strictObject(paging);
