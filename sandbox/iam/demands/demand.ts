import type { Input } from '../../aws/services.ts';
import { ACCOUNT_ID, REGION } from '../../templates/account.ts';
import type { App } from '../../templates/app-resources.ts';
import type { Context } from '../conditions.ts';

/** One thing that must be allowed for a call to go through. */
export interface Demand {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
  /** Who must be allowed, if not the caller: a service that acts in its own name. */
  readonly principal?: string;
}

/** What an action demands, by its input. */
export type Demands = (input: Input, app: App) => readonly Demand[];

/** Actions that take no resource are asked for on all. */
export const NO_RESOURCE = '*';

export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
}

/** What a client named by its ARN, or by a name that is the rest of it. */
export function arnOf(nameOrArn: string, service: string, prefix: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arn(service, `${prefix}${nameOrArn}`);
}

/** Leave to use the key that encrypts a resource by way of its service; none for what has no customer-managed key. */
export function keyDemands(
  { access }: App,
  encrypted: string,
  service: string,
  actions: readonly string[],
  encryptionContext: Readonly<Record<string, string>>,
): Demand[] {
  const resource = access.keys.get(encrypted);
  if (resource === undefined) return [];
  const context = Object.fromEntries([
    ['kms:viaservice', `${service}.${REGION}.amazonaws.com`],
    ['kms:calleraccount', ACCOUNT_ID],
    ...Object.entries(encryptionContext).map(([key, value]) => [`kms:encryptioncontext:${key.toLowerCase()}`, value]),
  ]);
  return actions.map((action) => ({ action, resource, context }));
}
