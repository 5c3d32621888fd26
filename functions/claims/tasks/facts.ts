import * as z from 'zod';
import { money } from '../../platform/money.ts';
import { described } from '../../platform/wording.ts';
import { causes } from '../../policies/policy.ts';
import { type ClaimWorld, doubts, similarClaim, tracks } from '../claim.ts';
import { claimStatuses } from '../claim-type.ts';
import { documentCodes } from '../letters/labels.ts';
import { limitLeft } from '../rules/cover.ts';

/** Another claim, as far as it matters beside this one. */
const otherClaim = z.lazy(() =>
  z
    .object({
      claimId: z.string(),
      reference: z.string(),
      status: z.enum(claimStatuses),
      lossAt: z.iso.datetime(),
      cause: z.enum(causes),
      estimate: money.optional(),
      approved: money.optional(),
    })
    .meta({ id: 'OtherClaim' }),
);

/** What whoever works on a claim needs to know of the loss and the cover. */
export const lossFacts = z.lazy(() =>
  z
    .object({
      policyNumber: z.string(),
      lossAt: z.iso.datetime(),
      cause: z.enum(causes),
      description: z.string(),
      estimate: money.optional(),
      assessed: money.optional(),
      injury: z.boolean(),
      track: z.enum(tracks).optional(),
      doubts: z.array(z.enum(doubts)).optional(),
      documentsRequested: z.array(z.enum(documentCodes)).optional(),
      documentsReceived: z.array(z.enum(documentCodes)).optional(),
      limitLeft: money,
      currency: z.string(),
      deductible: money.optional(),
      similar: z.array(similarClaim).optional(),
      otherClaims: z
        .array(otherClaim)
        .optional()
        .meta({
          ...described({
            en: 'The claims about the same object or person whose loss is not far from this one, the latest loss first',
            'zh-CN': '同一标的或被保险人近期的其他案件（出险时间最近的在前）',
          }),
        }),
    })
    .meta({ id: 'LossFacts' }),
);

export function factsOf({ it, reads: { policy, others } }: ClaimWorld): z.input<typeof lossFacts> {
  return {
    ...it,
    limitLeft: limitLeft(policy),
    currency: policy.sumInsured.currency,
    deductible: policy.deductible,
    otherClaims: [...others],
  };
}
