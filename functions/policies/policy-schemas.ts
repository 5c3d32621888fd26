import * as z from 'zod';
import { branchId, profile } from '../customers/customer-schemas.ts';
import { mergePatch } from '../platform/http/merge-patch.ts';
import { instant } from '../platform/instant.ts';
import { lazily } from '../platform/lazily.ts';
import { money } from '../platform/money.ts';
import { text } from '../platform/text.ts';
import { described, wrong } from '../platform/wording.ts';
import { causes, lines, policyStatuses, premiumFrequencies, revision } from './policy.ts';
import { says } from './policy-wordings.ts';

const policyNumber = z.lazy(() =>
  z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, wrong(says.policyNumber))
    .meta({
      ...described({ en: 'Given by the core system; unique', 'zh-CN': '由核心系统给定，不可重复' }),
      example: 'PA-BU79786',
    }),
);

const said = lazily(() => ({
  customerId: text(64),
  customerExternalRef: text(64).meta({
    ...described({ en: 'Instead of customerId', 'zh-CN': '可代替 customerId' }),
    example: 'BU79786',
  }),
  branchId: branchId.meta({ ...described({ en: "The customer's branch by default", 'zh-CN': '默认为客户所属机构' }) }),
  line: z.enum(lines),
  plan: text(80).meta({ example: 'Personal L3' }),
  status: z.enum(policyStatuses),
  effectiveAt: instant,
  expiresAt: instant.meta({
    ...described({ en: 'Cover ends here; this moment is not covered', 'zh-CN': '保险期间止于此刻（不含）' }),
    example: '2027-03-01T00:00:00+08:00',
  }),
  validFrom: instant.meta({
    ...described({
      en: 'From when a new status, customer or branch applies; within the term and not ahead, now by default',
      'zh-CN': '状态、投保客户或机构变更的生效时间；须在保险期间内且不晚于当前时间，默认为当前时间',
    }),
    example: '2026-06-01T00:00:00+08:00',
  }),
  waitingDays: z.int().min(0).max(3650),
  perils: z
    .array(z.enum(causes))
    .min(1)
    .max(causes.length)
    .refine((value) => new Set(value).size === value.length, wrong(says.causesOnce)),
  sumInsured: money,
}));
const maybe = lazily(() => ({
  coverage: text(80),
  insuredObject: text(64).meta({
    ...described({
      en: 'What is insured, as it is known by: a number plate, a chassis number, an address, a person',
      'zh-CN': '保险标的的标识：车牌号、车架号、地址或被保险人证件号等',
    }),
    example: '浙A12345',
  }),
  deductible: money,
  premium: money,
  premiumFrequency: z.enum(premiumFrequencies),
  externalRef: text(64),
  profile,
}));

/** The body of `POST /v1/policies`, and a row of a bulk load. */
export const newPolicy = z.lazy(() =>
  z
    .strictObject({
      policyNumber,
      ...said(),
      ...z.object({ ...maybe() }).partial().shape,
      customerId: said().customerId.optional(),
      customerExternalRef: said().customerExternalRef.optional(),
      branchId: said().branchId.optional(),
      validFrom: said().validFrom.optional(),
      status: said().status.default('IN_FORCE'),
      waitingDays: said().waitingDays.default(0),
    })
    .check(({ value, issues }) => {
      const refuse = (field: string, { error: message }: ReturnType<typeof wrong>) =>
        issues.push({ code: 'custom', input: value, path: [field], message });
      if ((value.customerId === undefined) === (value.customerExternalRef === undefined)) {
        refuse('customerId', wrong(says.onePolicyholder));
      }
      if (value.expiresAt <= value.effectiveAt) refuse('expiresAt', wrong(says.afterEffectiveAt));
      for (const field of ['deductible', 'premium'] as const) {
        const amount = value[field];
        if (amount && amount.currency !== value.sumInsured.currency) refuse(field, wrong(says.currencyOfSumInsured));
      }
    })
    .meta({ id: 'NewPolicy' }),
);
export type NewPolicy = z.infer<typeof newPolicy>;

/** The body of `PATCH /v1/policies/{policyNumber}`. */
export const policyPatch = z.lazy(() =>
  z
    .strictObject({
      ...said(),
      coverage: maybe().coverage.nullable(),
      insuredObject: maybe().insuredObject.nullable(),
      deductible: maybe().deductible.nullable(),
      premium: maybe().premium.nullable(),
      premiumFrequency: maybe().premiumFrequency.nullable(),
      externalRef: maybe().externalRef.nullable(),
      profile: maybe().profile.nullable(),
    })
    .partial()
    .meta({
      id: 'PolicyPatch',
      ...described({
        en: `${mergePatch.en}. Dates that begin when the last term ends, or later, open a term`,
        'zh-CN': `${mergePatch['zh-CN']}。起保时间等于或晚于最近一期终保时间的，开启新的保险期间`,
      }),
    }),
);
export type PolicyPatch = z.infer<typeof policyPatch>;

/** A policy as responses show it. */
export const policyView = z.lazy(() =>
  z
    .object({
      policyNumber: z.string(),
      term: z.int().meta({ ...described({ en: 'Which of its terms: 1, 2 …', 'zh-CN': '第几个保险期间：1、2……' }) }),
      insuredSince: z.iso
        .datetime()
        .optional()
        .meta({
          ...described({
            en: 'Since when there is cover without a gap, where that began before this term',
            'zh-CN': '连续承保的起始时间（早于本期起保时间时提供）',
          }),
        }),
      customerId: z.string(),
      branchId: z.string(),
      line: z.enum(lines),
      plan: z.string(),
      coverage: z.string().optional(),
      insuredObject: z.string().optional(),
      status: z.enum(policyStatuses),
      effectiveAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      waitingDays: z.int(),
      perils: z.array(z.enum(causes)),
      sumInsured: money,
      limitUsed: money,
      deductible: money.optional(),
      premium: money.optional(),
      premiumFrequency: z.enum(premiumFrequencies).optional(),
      externalRef: z.string().optional(),
      profile: z.record(z.string(), z.string()).optional(),
      version: z.int(),
      createdAt: z.iso.datetime(),
      updatedAt: z.iso.datetime(),
    })
    .meta({ id: 'Policy' }),
);

/** A term of a policy, as it stood when it ended or stands now. */
export const policyTermView = z.lazy(() =>
  policyView
    .unwrap()
    .omit({ version: true })
    .extend({
      revisions: z
        .array(revision)
        .optional()
        .meta({
          ...described({
            en: 'For staff: what was said of it, from the first on, in the order it was learnt; none while nothing was corrected',
            'zh-CN': '仅工作人员可见：按获知先后列出的历次记录（含首次）；从未更正的不列',
          }),
        }),
    })
    .meta({ id: 'PolicyTerm' }),
);

export const policyParams = z.object({ policyNumber: z.string().min(1).max(64) });
