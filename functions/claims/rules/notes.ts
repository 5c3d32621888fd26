import type { ClaimChange } from '../claim.ts';
import type { CaseNote } from '../claim-schemas.ts';

/** What somebody notes on a claim: for staff alone, or told to the customer, and then on the timeline for both to see. */
export function noted({ text, tellCustomer }: CaseNote): ClaimChange {
  if (!tellCustomer) return { happened: 'noted', note: text };
  return { happened: 'customer-told', note: text, tells: [{ template: 'claim-message', model: { text } }] };
}
