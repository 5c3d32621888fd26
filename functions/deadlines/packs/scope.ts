import * as z from 'zod';
import { lines } from '../../policies/policy.ts';

const holders = ['person', 'group'] as const;

/** The cases that a rule is for; what it does not name it does not ask. */
export const scope = z.lazy(() =>
  z.strictObject({
    lines: z.array(z.enum(lines)).min(1).optional(),
    products: z.array(z.string()).min(1).optional(),
    /** Of the customer. */
    tiers: z.array(z.string()).min(1).optional(),
    /** A contract of a person, or of a group. */
    holders: z.array(z.enum(holders)).min(1).optional(),
    /** By which way the case came in. */
    channels: z.array(z.string()).min(1).optional(),
    complex: z.boolean().optional(),
  }),
);
export type Scope = z.output<typeof scope>;

/** What is known of a case, as far as rules ask for it. A case that nobody has found complex is not. */
export interface Facts {
  readonly line: (typeof lines)[number];
  readonly product?: string | undefined;
  readonly tier?: string | undefined;
  readonly holder?: (typeof holders)[number] | undefined;
  readonly channel?: string | undefined;
  readonly complex?: boolean | undefined;
}

/** Whether a rule is for a case. What is not known of it fits no rule that asks for it. */
export function fits(scope: Scope = {}, { line, product, tier, holder, channel, complex = false }: Facts): boolean {
  return (
    isOneOf(scope.lines, line) &&
    isOneOf(scope.products, product) &&
    isOneOf(scope.tiers, tier) &&
    isOneOf(scope.holders, holder) &&
    isOneOf(scope.channels, channel) &&
    (scope.complex === undefined || scope.complex === complex)
  );
}

/** How many criteria a rule names: of two rules for the same, the one that names more is the more particular. */
export function particularity(scope: Scope = {}): number {
  return Object.keys(scope).length;
}

/** Whether some case fits both. */
export function overlap(a: Scope = {}, b: Scope = {}): boolean {
  return (
    share(a.lines, b.lines) &&
    share(a.products, b.products) &&
    share(a.tiers, b.tiers) &&
    share(a.holders, b.holders) &&
    share(a.channels, b.channels) &&
    (a.complex === undefined || b.complex === undefined || a.complex === b.complex)
  );
}

function isOneOf<T>(named: readonly T[] | undefined, fact: T | undefined): boolean {
  return named === undefined || (fact !== undefined && named.includes(fact));
}

function share<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return !a || !b || a.some((one) => b.includes(one));
}
