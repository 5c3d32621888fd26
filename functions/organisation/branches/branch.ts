import * as z from 'zod';
import { headOffice } from '../../platform/http/auth.ts';
import { versioned } from '../../platform/record/entity.ts';

export const branchStatuses = ['OPEN', 'CLOSED'] as const;

const hours = z.lazy(() => z.array(z.string()).optional());

/** What holds of each day of the week. */
export function eachWeekday<T>(day: T) {
  return { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
}

/** A branch of the insurer. Head office is the root of the tree: every other branch lies under one. */
export const branchSchema = z.lazy(() =>
  z.object({
    ...versioned,
    branchId: z.string(),
    name: z.string(),
    /** The branch above; head office alone has none. */
    parent: z.string().optional(),
    region: z.string().optional(),
    /** IANA, of its opening hours. */
    zone: z.string(),
    /** `09:00-12:00` in its zone; closed on a day that is not there. */
    openingHours: z.object(eachWeekday(hours)).optional(),
    status: z.enum(branchStatuses),
  }),
);
export type Branch = Readonly<z.infer<typeof branchSchema>>;

/** The branch above one: under head office lies what names no other. */
export function parentOf({ branchId, parent }: Pick<Branch, 'branchId' | 'parent'>): string | undefined {
  return branchId === headOffice ? undefined : (parent ?? headOffice);
}
