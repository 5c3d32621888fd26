import type { Claim } from '../../functions/claims/claim.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import type { Money } from '../../functions/platform/money.ts';
import type { Played } from './simulation.ts';

/** Sums of a currency, in its minor units. */
export interface Flow {
  readonly currency: string;
  /** What approvals that stand have taken from the limits of policies. */
  readonly reserved: number;
  readonly approved: number;
  /** By all orders, also those that failed and were made anew. */
  readonly ordered: number;
  /** By the bank's book. */
  readonly paid: number;
  /** Of it, what the bank sent back. */
  readonly returned: number;
}

/** Money in and out, by currency. */
export function flowsOf({ records, bank }: Played): Flow[] {
  const policies = [...records.policies.values()];
  const currencies = [...new Set(policies.map(({ limitUsed }) => limitUsed.currency))].sort();
  const moved = (kind: string) => bank.filter((movement) => movement.kind === kind).map(({ amount }) => amount);
  return currencies.map((currency) => {
    const sum = sumIn(currency);
    return {
      currency,
      reserved: sum(policies.map(({ limitUsed }) => limitUsed)),
      approved: sum([...records.claims.values()].flatMap((claim) => standing(claim) ?? [])),
      ordered: sum([...records.payments.values()].map(({ amount }) => amount)),
      paid: sum(moved('paid')),
      returned: sum(moved('returned')),
    };
  });
}

/** What does not add up, in words; nothing where all does. */
export function contradictionsIn(played: Played): string[] {
  const { records } = played;
  const orders = Map.groupBy(records.payments.values(), ({ caseId }) => caseId);
  return [
    ...[...records.claims.values()].flatMap((claim) => wrongOf(played, claim, orders.get(claim.claimId) ?? [])),
    ...wrongCover(played),
  ];
}

/** An approval is what is ordered, and no more than it is paid; the record of an order says what the bank's book says. */
function wrongOf({ bank }: Played, claim: Claim, orders: readonly Payment[]): string[] {
  const approved = 'approved' in claim ? (claim.approved?.amount ?? 0) : 0;
  const netOf = ({ orderId }: Payment) =>
    bank
      .filter((movement) => movement.orderId === orderId)
      .reduce((net, { kind, amount }) => net + (kind === 'paid' ? amount.amount : -amount.amount), 0);
  const net = orders.reduce((sum, order) => sum + netOf(order), 0);
  const unequal = orders.filter(({ status, amount }) => status !== 'FAILED' && amount.amount !== approved);
  // Somebody is still finding out about what was sent back.
  const untold = orders.filter((order) => order.inquiry === undefined && netOf(order) !== paidBy(order));
  return [
    ...unequal.map(({ orderId, amount }) => `Order ${orderId} is of ${amount.amount}, and ${approved} was approved`),
    ...untold.map((order) => `Order ${order.orderId} is ${order.status}, and the bank has paid ${netOf(order)}`),
    ...(net > approved ? [`Claim ${claim.claimId} was paid ${net}, and ${approved} was approved`] : []),
  ];
}

/** What is used of a policy's limit is what the approvals of its claims have taken. */
function wrongCover({ records }: Played): string[] {
  const claims = Map.groupBy(records.claims.values(), ({ policyNumber }) => policyNumber);
  return [...records.policies.values()].flatMap(({ policyNumber, limitUsed }) => {
    const taken = sumIn(limitUsed.currency)((claims.get(policyNumber) ?? []).flatMap((claim) => standing(claim) ?? []));
    return taken === limitUsed.amount ? [] : [`${limitUsed.amount} of ${policyNumber} is used, and ${taken} approved`];
  });
}

/** An approval that stands: reserved until it is paid. */
function standing(claim: Claim): Money | undefined {
  return 'reserved' in claim ? claim.reserved : 'paid' in claim ? claim.paid : undefined;
}

const paidBy = ({ status, amount }: Payment) => (status === 'PAID' ? amount.amount : 0);

function sumIn(currency: string): (amounts: readonly Money[]) => number {
  return (amounts) => amounts.reduce((sum, money) => sum + (money.currency === currency ? money.amount : 0), 0);
}
