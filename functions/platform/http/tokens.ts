import * as z from 'zod';
import { roles } from '../../roles.ts';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import type { Principal, Role } from './auth.ts';

/** How the tokens of a stage are read, beyond their signature, issuer and time, which the gateway checks. */
export const tokenRules = z.strictObject({
  /** Whom a token must be for. API Gateway also takes `client_id` for it, where a token has no `aud`, as access tokens of Cognito do. */
  audience: z.string().min(1).optional(),
  /** Cognito's `token_use`. */
  use: z.literal('id').optional(),
  /** The claims that say who somebody is; by default as Cognito names them. */
  claims: z
    .strictObject({
      roles: z.string().min(1).default('cognito:groups'),
      customerId: z.string().min(1).default('custom:customerId'),
      branchId: z.string().min(1).default('custom:branchId'),
      name: z.string().min(1).default('name'),
    })
    .prefault({}),
});
export type TokenRules = z.output<typeof tokenRules>;

/** The rules that the stage gives its functions as JSON in `TOKENS`; without any, as in tests, claims are named as Cognito's. */
export function stageTokens(json = process.env.TOKENS): TokenRules {
  return tokenRules.parse(json === undefined ? {} : JSON.parse(json));
}

/**
 * Reads the claims of an HTTP API JWT authorizer, which writes a list claim as the text `[a b]`. Throws `unauthenticated` for a token
 * that is of another use or for somebody else.
 */
export function principalFrom(claims: Readonly<Record<string, unknown>>, rules: TokenRules = stageTokens()): Principal {
  const { audience, use, claims: named } = rules;
  const sub = text(claims.sub);
  if (!sub) throw new DomainError('unauthenticated', says.noSubject);
  const isOurs = audience === undefined || listed(claims.aud).includes(audience);
  if (!isOurs || (use !== undefined && claims.token_use !== use)) {
    throw new DomainError('unauthenticated', says.notOurToken);
  }
  const customerId = text(claims[named.customerId]);
  const branchId = text(claims[named.branchId]);
  return {
    sub,
    name: text(claims[named.name]) ?? sub,
    roles: listed(claims[named.roles]).filter(isRole),
    ...(customerId && { customerId }),
    ...(branchId && { branchId }),
  };
}

const known: ReadonlySet<string> = new Set(roles);

function isRole(name: string): name is Role {
  return known.has(name);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listed(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return (text(value) ?? '')
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .filter(Boolean);
}
