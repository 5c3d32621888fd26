import * as z from 'zod';
import { breakdownCodes, documentCodes } from '../notifications/templates/labels.ts';
import { wrong } from '../platform/field-wordings.ts';
import { money } from '../platform/money.ts';
import { lines, text } from '../platform/text.ts';
import { payee } from './payee.ts';

const note = lines(2000).optional();

export const surveyDecision = z
  .strictObject({ outcome: z.literal('assessed'), amount: money, findings: lines(4000) })
  .meta({ id: 'SurveyDecision' });

export const injuryDecision = z
  .strictObject({ outcome: z.literal('contacted'), note: lines(2000) })
  .meta({ id: 'InjuryContactDecision' });

export const adjudicationDecision = z
  .discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('approve'),
      amount: money,
      breakdown: z
        .array(z.strictObject({ label: z.enum(breakdownCodes), amount: money }))
        .max(20)
        .default([]),
      clause: text(500).optional(),
      note,
    }),
    z.strictObject({ outcome: z.literal('deny'), clause: text(500), reasons: lines(2000) }),
    z.strictObject({
      outcome: z.literal('request-documents'),
      documents: z
        .array(z.enum(documentCodes))
        .min(1)
        .max(documentCodes.length)
        .refine((kinds) => new Set(kinds).size === kinds.length, wrong('documentsOnce')),
      note,
    }),
  ])
  .meta({
    id: 'AdjudicationDecision',
    description: 'A second person reviews a denial, and an approval above the authority limit',
  });
export type AdjudicationDecision = z.infer<typeof adjudicationDecision>;

export const reviewDecision = z
  .strictObject({ outcome: z.enum(['confirm', 'return']), note })
  .meta({ id: 'ReviewDecision', description: 'By another person than the one who decided' });

export const paymentRepairDecision = z
  .strictObject({ outcome: z.literal('retry'), payee: payee.optional(), note })
  .meta({ id: 'PaymentRepairDecision', description: 'Pay again, to a corrected account where one is given' });

export const handoverDecision = z
  .strictObject({ outcome: z.literal('resume'), note })
  .meta({ id: 'HandoverDecision', description: 'The cause is mended: the workflow goes on where it stopped' });

export const claimDecision = z.union([
  surveyDecision,
  injuryDecision,
  adjudicationDecision,
  reviewDecision,
  paymentRepairDecision,
  handoverDecision,
]);
