import { roles as claims } from './claims/claim-roles.ts';

/** Everybody who may call: customers, staff by what they do, and other systems. The work of a chain is done by roles of its own. */
export const roles = [
  'customer',
  'agent',
  'service-rep',
  ...claims,
  'complaints-officer',
  'complaints-manager',
  'ops',
  'integration',
  'admin',
] as const;
