import * as z from 'zod';
import { versioned } from '../../platform/record/entity.ts';
import { staffRoles } from '../../roles.ts';

export const staffStatuses = ['ACTIVE', 'LEFT'] as const;

/** What somebody is to the insurer, which is said from a day on. */
const posting = {
  name: z.string(),
  roles: z.array(z.enum(staffRoles)),
  branchId: z.string(),
  status: z.enum(staffStatuses),
  skills: z.array(z.string()),
};
const maybe = {
  /** Whom they report to, by sub. */
  manager: z.string(),
  /** Of those who sell: the number that they are registered under. */
  agentCode: z.string(),
};
const stated = z.object({
  ...posting,
  manager: maybe.manager.nullable(),
  agentCode: maybe.agentCode.nullable(),
});

/** What was said of somebody at one time, as far as it was new; null for what it said is not so any more. */
export const staffRevision = z.object({
  /** The day from which it holds. */
  validFrom: z.iso.date(),
  recordedAt: z.iso.datetime(),
  stated: stated.partial(),
});
export type StaffRevision = Readonly<z.infer<typeof staffRevision>>;
export type Posting = Readonly<z.infer<typeof stated>>;
export const postingFields = stated.keyof().options;

/** A time away, from a moment up to, not including, another (RFC 3339, UTC), and who does their work meanwhile. */
export const leaveSchema = z.object({ from: z.iso.datetime(), to: z.iso.datetime(), standIn: z.string().optional() });
export type Leave = Readonly<z.infer<typeof leaveSchema>>;

/** Somebody who works for the insurer, known by the subject of their tokens. What holds on a day is told by `staffAt`. */
export const staffSchema = z.object({
  ...versioned,
  staffId: z.string(),
  ...posting,
  ...z.object(maybe).partial().shape,
  /** Where they are written to. */
  email: z.string().optional(),
  /** As whom they are insured here: nobody works on a case of their own. */
  customerId: z.string().optional(),
  /** The last day of each grade that they are licensed for. */
  licences: z.record(z.string(), z.iso.date()),
  leave: z.array(leaveSchema),
  /** A token is believed where nobody has said anything. */
  source: z.enum(['token', 'record']),
  /** When their open tasks must be looked at: they are, or will be, away. */
  wakeAt: z.iso.datetime().optional(),
  /** Everything that was said of them, from the first on, in the order it was learnt. */
  revisions: z.array(staffRevision).optional(),
});
export type StaffMember = Readonly<z.infer<typeof staffSchema>>;

/** What may be said of what somebody is; what is not given stays. */
export type SaidPosting = { readonly [Field in keyof Posting]?: Posting[Field] | undefined };

/** All that can be said of somebody; null for what is not so any more. */
export interface Said extends SaidPosting {
  readonly email?: string | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly licences?: StaffMember['licences'] | undefined;
  readonly leave?: StaffMember['leave'] | undefined;
}
