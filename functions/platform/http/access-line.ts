import * as z from 'zod';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import type { Principal } from './auth.ts';

/** The message of the line, by which a subscription of the log finds it. */
export const accessMessage = 'careline.access';

/** Who read what about which customers, as the log has it: ids only, but for the reader's own words in `reason`. */
export const accessLine = z.object({
  requestId: z.string(),
  at: z.iso.datetime(),
  /** The token's subject. */
  by: z.string(),
  roles: z.array(z.string()),
  operation: z.string(),
  /** The path's parameters, `{ claimId }`. */
  record: z.record(z.string(), z.string()),
  customers: z.array(z.string()).min(1),
  reason: z.string().optional(),
});
export type AccessLine = Readonly<z.infer<typeof accessLine>>;

/** The customers that an answer is about, without the reader's own record: that is nobody's access. */
export function othersOf({ customerId }: Principal, customers: readonly string[]): string[] {
  return [...new Set(customers)].filter((id) => id !== customerId);
}

/**
 * Why somebody looks, from `x-access-reason`. A header holds ASCII alone, so anything else comes percent-encoded as UTF-8. Throws
 * `malformed-request` for what is longer than 200 characters or no text.
 */
export function accessReason(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const reason = decoded(header)?.trim();
  if (reason === undefined || !/^\P{C}{1,200}$/u.test(reason))
    throw new DomainError('malformed-request', says.accessReason);
  return reason;
}

function decoded(header: string): string | undefined {
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}
