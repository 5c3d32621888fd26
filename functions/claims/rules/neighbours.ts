import type { Policy } from '../../policies/policy.ts';
import type { Claim, Doubt, SimilarClaim } from '../claim.ts';
import type { ClaimSettings } from '../claim-settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Lines that insure a person, who can have but one such loss at a time, under whichever policy. */
const personal: ReadonlySet<string> = new Set(['travel', 'health', 'accident', 'life']);

/** What a claim is about, as far as two claims can be about the same: the object, the person, or else the policy. */
export function insuredOf({
  line,
  insuredObject,
  customerId,
  policyNumber,
}: Pick<Policy, 'line' | 'insuredObject' | 'customerId' | 'policyNumber'>): string {
  if (insuredObject !== undefined) return `OBJECT#${plain(insuredObject)}`;
  return personal.has(line) ? `PERSON#${customerId}` : `POLICY#${plain(policyNumber)}`;
}

/** From when to when the losses lie that are held against a claim's: to the second of the latter, exclusive. */
export function neighbourhood(
  lossAt: string,
  { duplicates, frequent }: ClaimSettings,
): { from: string; before: string } {
  const loss = Date.parse(lossAt);
  const reach = Math.max(duplicates.withinHours * HOUR, frequent.withinDays * DAY);
  const at = (time: number) => new Date(time).toISOString();
  return { from: at(loss - reach), before: at(loss + duplicates.withinHours * HOUR + 1) };
}

/** The claims about the same object or person whose loss lies so near that it may be the same one, told differently. */
export function similarTo(claim: Claim, others: readonly Claim[], { duplicates }: ClaimSettings): SimilarClaim[] {
  const loss = Date.parse(claim.lossAt);
  const why = claim.insured.startsWith('PERSON#') ? 'same-person' : 'same-object';
  const near = standing(claim, others)
    .filter((other) => Math.abs(Date.parse(other.lossAt) - loss) <= duplicates.withinHours * HOUR)
    .map(({ claimId, reference, lossAt }): SimilarClaim => ({ claimId, reference, lossAt, why }));
  const { sameLossAs } = claim;
  return sameLossAs ? [sameLossAs, ...near.filter(({ claimId }) => claimId !== sameLossAs.claimId)] : near;
}

/** What the other claims about the same object or person put in doubt. */
export function doubtsBy(claim: Claim, others: readonly Claim[], settings: ClaimSettings): Doubt[] {
  const { claims, withinDays } = settings.frequent;
  const loss = Date.parse(claim.lossAt);
  const earlier = standing(claim, others).filter(({ lossAt }) => {
    const before = loss - Date.parse(lossAt);
    return before >= 0 && before <= withinDays * DAY;
  });
  const doubts: [Doubt, boolean][] = [
    ['possible-duplicate', similarTo(claim, others, settings).length > 0],
    ['frequent-claims', earlier.length + 1 >= claims],
  ];
  return doubts.filter(([, applies]) => applies).map(([doubt]) => doubt);
}

/** A claim that was withdrawn may be reported again. */
function standing({ claimId, insured }: Claim, others: readonly Claim[]): readonly Claim[] {
  return others.filter((it) => it.claimId !== claimId && it.insured === insured && it.status !== 'WITHDRAWN');
}

/** The same however it is written: full width or half, capital or small, with spaces and hyphens or without. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}·.]/gu, '');
}
