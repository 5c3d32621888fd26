import type { User } from '@careline/sandbox';
import { z } from 'zod';
import { headOffice } from '../functions/platform/http/auth.ts';
import { roles } from '../functions/roles.ts';

/** Somebody to be in the sandbox: a role, and whose records or which branch's. */
export type Person = z.infer<typeof person>;

export const person = z.strictObject({
  role: z.enum(roles),
  customerId: z.string().min(1).max(100).optional(),
  branchId: z.string().min(1).max(100).optional(),
  name: z.string().min(1).max(200).optional(),
});

/** A person as the user pool of a deployment would have them; staff are of head office by default. */
export function userOf({ role, customerId, branchId, name = nameOf(role, customerId, branchId) }: Person): User {
  const branch = branchId ?? (role === 'customer' ? undefined : headOffice);
  return {
    name,
    groups: [role],
    attributes: { ...(customerId !== undefined && { customerId }), ...(branch !== undefined && { branchId: branch }) },
    ...(customerId !== undefined && { key: customerId }),
  };
}

function nameOf(role: string, customerId: string | undefined, branchId: string | undefined): string {
  if (customerId !== undefined) return `Customer ${customerId}`;
  return branchId === undefined ? `Sandbox ${role}` : `Sandbox ${role} of ${branchId}`;
}
