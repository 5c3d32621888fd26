import * as z from 'zod';
import { phone } from '../customers/customer-schemas.ts';
import { paging } from '../platform/http/cursor.ts';
import { instant } from '../platform/instant.ts';
import { money } from '../platform/money.ts';
import { lines, text } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
import { causes } from '../policies/policy.ts';
import { doubts, similarClaim, tracks } from './claim.ts';
import { claimStatuses } from './claim-type.ts';
import { breakdownCodes, documentCodes } from './letters/labels.ts';
import { payee } from './payee.ts';

const reporter = z.lazy(() =>
  z
    .strictObject({
      name: text(100).meta({ example: '王小明' }),
      phone,
      relation: text(50).meta({ example: 'policyholder' }),
    })
    .meta({ id: 'Reporter' }),
);

/** A first notice of loss. */
export const reportClaimBody = z.lazy(() =>
  z
    .strictObject({
      policyNumber: text(64).meta({ example: 'PA-BU79786' }),
      lossAt: instant.meta({
        ...described({ en: 'When it happened; with its offset', 'zh-CN': '出险时间，须带时区偏移' }),
        example: '2026-11-20T08:30:00+08:00',
      }),
      cause: z.enum(causes),
      description: lines(4000).meta({ example: '路口追尾，后保险杠受损' }),
      location: text(300).optional(),
      estimate: money.optional(),
      injury: z.boolean().default(false),
      reporter,
    })
    .meta({ id: 'ClaimReport' }),
);
export type ClaimReport = z.output<typeof reportClaimBody>;

/** A claim as its parties see it; `track`, `doubts` and `similar` are for staff. */
export const claimView = z.lazy(() =>
  z
    .object({
      claimId: z.string(),
      reference: z
        .string()
        .meta({ ...described({ en: 'What people read out', 'zh-CN': '便于口头报读的编号' }), example: 'CK7Q2-M9X41' }),
      policyNumber: z.string(),
      policyTerm: z.int().meta({
        ...described({ en: 'The term that the loss is held against', 'zh-CN': '据以理赔的保险期间（第几期）' }),
      }),
      customerId: z.string(),
      branchId: z.string(),
      status: z.enum(claimStatuses),
      lossAt: z.iso.datetime(),
      cause: z.enum(causes),
      description: z.string(),
      location: z.string().optional(),
      estimate: money.optional(),
      injury: z.boolean(),
      reporter: z.object({ name: z.string(), phone: z.string(), relation: z.string() }),
      track: z.enum(tracks).optional(),
      doubts: z.array(z.enum(doubts)).optional(),
      similar: z.array(similarClaim).optional(),
      openTaskId: z.string().optional(),
      documentsRequested: z.array(z.enum(documentCodes)).optional(),
      documentsReceived: z.array(z.enum(documentCodes)).optional(),
      assessed: money.optional(),
      approved: money.optional(),
      offer: z
        .object({
          breakdown: z.array(z.object({ label: z.enum(breakdownCodes), amount: money })),
          clause: z.string().optional(),
        })
        .optional()
        .meta({ ...described({ en: 'How the approved amount is made up', 'zh-CN': '核定金额的构成' }) }),
      agreedAt: z.iso.datetime().optional(),
      paymentOrderId: z.string().optional(),
      paid: money.optional(),
      executionName: z.string(),
      version: z.int(),
      createdAt: z.iso.datetime(),
      updatedAt: z.iso.datetime(),
    })
    .meta({ id: 'Claim' }),
);

export const timelineEvent = z.lazy(() =>
  z
    .object({
      id: z.string(),
      type: z.string().meta({ example: 'claim.registered.v1' }),
      caseId: z.string(),
      version: z.int(),
      at: z.iso.datetime(),
      actor: z.object({ sub: z.string(), name: z.string() }),
      data: z.record(z.string(), z.unknown()),
      note: z
        .string()
        .optional()
        .meta({ ...described({ en: 'In the words of who did it', 'zh-CN': '操作人的原话' }) }),
    })
    .meta({ id: 'TimelineEvent' }),
);

export const withdrawalBody = z.lazy(() =>
  z
    .strictObject({ reason: lines(1000).optional() })
    .prefault({})
    .meta({ id: 'Withdrawal' }),
);
export const acceptanceBody = z.lazy(() =>
  z.strictObject({ payee: payee.optional() }).prefault({}).meta({ id: 'Acceptance' }),
);
export const disputeBody = z.lazy(() =>
  z
    .strictObject({ reason: lines(2000).optional() })
    .prefault({})
    .meta({ id: 'Dispute' }),
);
export const noteBody = z.lazy(() =>
  z
    .strictObject({
      text: lines(2000),
      tellCustomer: z
        .boolean()
        .default(false)
        .meta({
          ...described({
            en: 'Sent to the customer, and on the timeline that they see; for staff alone by default',
            'zh-CN': '为 true 时发送给客户并显示在客户可见的进程中；默认仅内部可见',
          }),
        }),
    })
    .meta({ id: 'CaseNote' }),
);
export type CaseNote = z.output<typeof noteBody>;

/** One of reference, policyNumber and status. */
export const claimQuery = z.strictObject({
  reference: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .meta({
      ...described({ en: 'In capitals or not, with its hyphen or without', 'zh-CN': '不区分大小写，可省略连字符' }),
      example: 'ck7q2m9x41',
    }),
  policyNumber: z.string().min(1).max(64).optional(),
  status: z.enum(claimStatuses).optional(),
  branchId: z
    .string()
    .max(50)
    .optional()
    .meta({ ...described({ en: 'With status; your branch by default', 'zh-CN': '与 status 同用，默认为您所属机构' }) }),
  ...paging,
});
export type ClaimQuery = z.output<typeof claimQuery>;

export const claimParams = z.object({ claimId: z.string().min(1).max(100) });
