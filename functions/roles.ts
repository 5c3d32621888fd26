import * as claims from './claims/claim-roles.ts';

/** Who serves customers at a desk, of whatever context: they find customers, and read their records and messages. */
export const deskStaff = ['agent', 'service-rep', ...claims.desk, 'complaints-officer', 'complaints-manager'] as const;

/** Who works at the customer's. */
export const fieldStaff = claims.field;

/** Everybody who works for the insurer. */
export const staffRoles = [...deskStaff, ...fieldStaff, 'privacy-officer', 'ops', 'admin'] as const;

/** Everybody who may call: customers, staff by what they do, and other systems. The work of a chain is done by roles of its own. */
export const roles = [
  'customer',
  ...deskStaff,
  ...fieldStaff,
  'privacy-officer',
  'ops',
  'integration',
  'admin',
] as const;
