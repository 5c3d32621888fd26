import * as z from 'zod';
import { branchId, profile } from '../customers/customer-schemas.ts';
import { instant } from '../platform/instant.ts';
import { money } from '../platform/money.ts';
import { text } from '../platform/text.ts';
import { described, wrong } from '../platform/wording.ts';
import { causes, lines, policyStatuses, premiumFrequencies } from './policy.ts';
import { says } from './policy-wordings.ts';

const terms = z.strictObject({
  policyNumber: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, wrong(says.policyNumber))
    .meta({
      ...described({ en: 'Given by the core system; unique', 'zh-CN': '由核心系统给定，不可重复' }),
      example: 'PA-BU79786',
    }),
  customerId: text(64).optional(),
  customerExternalRef: text(64)
    .optional()
    .meta({ ...described({ en: 'Instead of customerId', 'zh-CN': '可代替 customerId' }), example: 'BU79786' }),
  branchId: branchId
    .optional()
    .meta({ ...described({ en: "The customer's branch by default", 'zh-CN': '默认为客户所属机构' }) }),
  line: z.enum(lines),
  plan: text(80).meta({ example: 'Personal L3' }),
  coverage: text(80).optional(),
  status: z.enum(policyStatuses).default('IN_FORCE'),
  effectiveAt: instant,
  expiresAt: instant.meta({
    ...described({ en: 'Cover ends here; this moment is not covered', 'zh-CN': '保险期间止于此刻（不含）' }),
    example: '2027-03-01T00:00:00+08:00',
  }),
  waitingDays: z.int().min(0).max(3650).default(0),
  perils: z
    .array(z.enum(causes))
    .min(1)
    .max(causes.length)
    .refine((value) => new Set(value).size === value.length, wrong(says.causesOnce)),
  sumInsured: money,
  deductible: money.optional(),
  premium: money.optional(),
  premiumFrequency: z.enum(premiumFrequencies).optional(),
  externalRef: text(64).optional(),
  profile: profile.optional(),
});

/** The body of `POST /v1/policies`, and a row of a bulk load. */
export const newPolicy = terms
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
  .meta({ id: 'NewPolicy' });
export type NewPolicy = z.infer<typeof newPolicy>;

/** A policy as responses show it. */
export const policyView = z
  .object({
    policyNumber: z.string(),
    customerId: z.string(),
    branchId: z.string(),
    line: z.enum(lines),
    plan: z.string(),
    coverage: z.string().optional(),
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
  .meta({ id: 'Policy' });

export const policyParams = z.object({ policyNumber: z.string().min(1).max(64) });
