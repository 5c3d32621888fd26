import type { PayeeEntry } from '../../payments/payee-history.ts';
import { frequentPayee } from '../../payments/payment-settings.ts';
import type { Claim, ClaimReads } from '../claim.ts';

const DAY = 86_400_000;

type Ordered = Extract<PayeeEntry, { what: 'order' }>;

/** From when on it is looked at what else the payee of an agreed claim was paid. */
export function payeeWindow(agreedAt: string, { withinDays }: Pick<typeof frequentPayee, 'withinDays'>): string {
  return new Date(Date.parse(agreedAt) - withinDays * DAY).toISOString();
}

/** The last order to the payee for each other claim, the newest first. */
export function otherOrders({ claimId }: Pick<Claim, 'claimId'>, history: readonly PayeeEntry[]): Ordered[] {
  const orders = history.flatMap((entry) => (entry.what === 'order' && entry.caseId !== claimId ? [entry] : []));
  const newest = orders.toSorted((one, other) => other.at.localeCompare(one.at));
  return newest.filter((order, index) => newest.findIndex(({ caseId }) => caseId === order.caseId) === index);
}

/** When somebody last confirmed the payee, knowing how often they are paid. */
export function lastConfirmation(history: readonly PayeeEntry[]): PayeeEntry | undefined {
  const found = history.filter(({ what }) => what === 'confirmation');
  return found.toSorted((one, other) => other.at.localeCompare(one.at))[0];
}

/**
 * Whether the payee of an agreed claim was to be paid for so many others, in so short a time, that somebody senior confirms them before
 * the money goes; the customer counts like anybody else. Who was confirmed is not asked about again until as many more have come.
 */
export function isFrequentPayee(
  claim: Claim,
  { payeeHistory }: Pick<ClaimReads, 'payeeHistory'>,
  { otherClaims }: Pick<typeof frequentPayee, 'otherClaims'> = frequentPayee,
): boolean {
  if (claim.status !== 'AGREED' || claim.payeeChecked) return false;
  if (claim.payeeDoubt?.frequent) return true;
  const last = lastConfirmation(payeeHistory);
  const since = otherOrders(claim, payeeHistory).filter(
    ({ at, caseId }) => last === undefined || (at > last.at && caseId !== last.caseId),
  );
  return since.length >= otherClaims;
}
