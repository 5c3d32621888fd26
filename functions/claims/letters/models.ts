import * as z from 'zod';
import type { Template } from '../../notifications/letters/template.ts';
import { money } from '../../platform/money.ts';
import { causes } from '../../policies/policy.ts';
import { breakdownCodes, documentCodes, routeCodes } from './labels.ts';

const text = z.string().min(1);
const reference = text;

/** What each letter about a claim is told. */
export const models = {
  'claim-registered': z.object({
    reference,
    policyNumber: text,
    handler: text.optional(),
    /** Of the loss: its guide stands in the email. */
    cause: z.enum(causes).optional(),
  }),
  'claim-surveyor-appointed': z.object({ reference, surveyor: text, at: z.iso.datetime() }),
  'claim-injury-contact': z.object({ reference, hours: z.int().positive() }),
  'claim-documents-requested': z.object({ reference, documents: z.array(z.enum(documentCodes)).min(1) }),
  'claim-document-quarantined': z.object({ reference, document: z.enum(documentCodes), filename: text }),
  'claim-document-rejected': z.object({ reference, document: z.enum(documentCodes), filename: text, reason: text }),
  'claim-offered': z.object({
    reference,
    approved: money,
    /** Deductions are given as positive amounts; the code says that they are deducted. */
    breakdown: z.array(z.object({ label: z.enum(breakdownCodes), amount: money })).default([]),
    clause: text.optional(),
    /** Insurance Law art. 23: in so many days from the agreement. */
    paysWithinDays: z.int().positive().optional(),
  }),
  'claim-offer-reminder': z.object({ reference, approved: money }),
  'claim-denied': z.object({
    reference,
    clause: text,
    reasons: text,
    routes: z.array(z.enum(routeCodes)).min(1).default(['review', 'mediation', 'litigation']),
  }),
  'claim-payee-rejected': z.object({ reference, payee: text, reason: text }),
  'claim-paid': z.object({
    reference,
    amount: money,
    compensation: money.optional(),
    /** Who was paid in the customer's place. */
    payee: text.optional(),
  }),
  'claim-closed': z.object({
    reference,
    surveyUrl: z.url({ protocol: /^https$/ }).optional(),
    repairGuaranteeMonths: z.int().positive().optional(),
  }),
  'claim-withdrawn': z.object({ reference }),
  'claim-message': z.object({ reference, text }),
} as const;

export type ClaimModel<Name extends keyof typeof models> = z.output<(typeof models)[Name]>;

/** A letter about a claim, written for its model. */
export type ClaimLetter<Name extends keyof typeof models> = Template<ClaimModel<Name>>;
