import { invalid } from '../../platform/problems.ts';
import type { Actor } from '../../platform/record/events.ts';
import type { ClaimWorld } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import type { Payee } from '../payee.ts';

/**
 * What it sets that somebody names a payee: one who is not the customer is in doubt, until another person confirms it.
 * Throws `invalid-input` where such a payee has no relation to the customer.
 */
export function naming(
  { customer }: Pick<ClaimWorld, 'customer'>,
  payee: Payee | undefined,
  namedBy: Actor,
): { payee?: Payee; payeeNamedBy?: Actor; payeeChecked?: undefined; payeeDoubt?: { namedBy: Actor } } {
  if (!payee) return {};
  const named = { payee, payeeNamedBy: namedBy, payeeChecked: undefined };
  if (isSameName(payee.name, customer.name)) return named;
  if (!payee.relation) throw invalid('/payee/relation', says.relationNeeded);
  return { ...named, payeeDoubt: { namedBy } };
}

/**
 * Whether two names are one, however they are typed: full width or not, capitals or not, spaced or not. Chinese characters
 * must be the same: the bank compares them one by one, and traditional is not simplified there.
 */
export function isSameName(one: string, other: string): boolean {
  return formOf(one) === formOf(other);
}

/** Spaces tell Latin words apart, and nothing between Chinese characters; the dot within a name is typed in many ways. */
function formOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[•‧・∙⋅.]/g, '·')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[\p{Script=Han}·]) | (?=[\p{Script=Han}·])/gu, '')
    .trim();
}
