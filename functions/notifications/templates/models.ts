import * as z from 'zod';
import { keysOf } from '../../platform/keys-of.ts';
import { money } from '../../platform/money.ts';
import { breakdownCodes, documentCodes, routeCodes } from './labels.ts';

const text = z.string().min(1);
const reference = text;

/**
 * What each template is told. A model is stored with its message and rendered when it is sent, so a field may be added as
 * optional but never removed or made stricter, and no template is taken away.
 */
export const models = {
  'claim-registered': z.object({ reference, policyNumber: text, handler: text.optional() }),
  'claim-handler-changed': z.object({ reference, handler: text }),
  'claim-surveyor-appointed': z.object({ reference, surveyor: text, at: z.iso.datetime() }),
  'claim-injury-contact': z.object({ reference, hours: z.int().positive() }),
  'claim-documents-requested': z.object({ reference, documents: z.array(z.enum(documentCodes)).min(1) }),
  'claim-offered': z.object({
    reference,
    approved: money,
    /** Deductions are given as positive amounts; the code says that they are deducted. */
    breakdown: z.array(z.object({ label: z.enum(breakdownCodes), amount: money })).default([]),
    clause: text.optional(),
  }),
  'claim-offer-reminder': z.object({ reference, approved: money }),
  'claim-denied': z.object({
    reference,
    clause: text,
    reasons: text,
    routes: z.array(z.enum(routeCodes)).min(1).default(['review', 'mediation', 'litigation']),
  }),
  'claim-payment-ordered': z.object({ reference, amount: money }),
  'claim-paid': z.object({ reference, amount: money, compensation: money.optional() }),
  'claim-closed': z.object({
    reference,
    surveyUrl: z.url({ protocol: /^https$/ }).optional(),
    repairGuaranteeMonths: z.int().positive().optional(),
  }),
  'claim-withdrawn': z.object({ reference }),
} as const;

export type TemplateName = keyof typeof models;
export const templateNames = keysOf(models);

/** A template's model as the caller gives it, and as the template gets it. */
export type ModelInput<Name extends TemplateName> = z.input<(typeof models)[Name]>;
export type Model<Name extends TemplateName> = z.output<(typeof models)[Name]>;
