import * as z from 'zod';
import { money } from '../../platform/money.ts';
import { causes } from '../../policies/policy.ts';
import { type ClaimWorld, doubts, similarClaim, tracks } from '../claim.ts';
import { documentCodes } from '../letters/labels.ts';
import { limitLeft } from '../rules/cover.ts';
import { beside, besideOf } from './beside.ts';

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
      ...beside.shape,
    })
    .meta({ id: 'LossFacts' }),
);

export function factsOf(world: ClaimWorld): z.input<typeof lossFacts> {
  const { it, reads } = world;
  const { policy } = reads;
  return {
    ...it,
    limitLeft: limitLeft(policy),
    currency: policy.sumInsured.currency,
    deductible: policy.deductible,
    ...besideOf(world),
  };
}
