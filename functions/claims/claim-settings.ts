import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };
import type { Money } from '../platform/money.ts';

/** Minor units by currency. A currency without a figure has no limit of that kind: nothing is fast, everything is senior. */
const amounts = z.record(z.string().regex(/^[A-Z]{3}$/), z.int().min(0));
/** At most sixty days: an execution that is 300 days old must come to its next step before Step Functions ends it. */
const hours = z
  .int()
  .min(1)
  .max(60 * 24);

const settings = z.object({
  fastTrackUpTo: amounts,
  seniorAbove: amounts,
  suspicious: z.object({ lossWithinDaysOfInception: z.int(), reportedAfterDays: z.int() }),
  /** How near two losses lie that may be one, told differently. */
  duplicates: z.object({ withinHours: z.int().min(1) }),
  /** How many claims on one object or person are too many, in how short a time. */
  frequent: z.object({ claims: z.int().min(2), withinDays: z.int().min(1) }),
  /** Per cent of the loss as assessed, or else estimated: who takes it for more needs a second person. */
  secondPersonAbovePercent: z.int().min(100),
  authority: z.object({ 'claims-handler': amounts, 'claims-supervisor': amounts }),
  /** Uploads that one claim may be given: ever, and at the same time. */
  announcements: z.object({ perClaim: z.int().min(1).max(1000), openAtOnce: z.int().min(1) }),
  /** How many of the other claims and of the documents stand beside a task, which is one item; up to how many claims are counted. */
  besideTasks: z.object({
    otherClaims: z.int().min(1).max(50),
    documents: z.int().min(1).max(100),
    countedClaims: z.int().min(1).max(1000),
  }),
  /** MiB by what a file is; S3 takes up to 5 GiB by form. */
  largestFileMiB: z.object({ paper: z.int().min(1), video: z.int().min(1) }),
  paymentAnswerHours: hours,
});
export type ClaimSettings = z.infer<typeof settings>;

/** Limits, authority and other settings of the insurer. */
export const claimSettings: ClaimSettings = settings.parse(promises);

/** Whether an amount is within a limit given by currency; an unknown currency is within none. */
export function within(limit: Readonly<Record<string, number>>, money: Money): boolean {
  const most = limit[money.currency];
  return most !== undefined && money.amount <= most;
}
