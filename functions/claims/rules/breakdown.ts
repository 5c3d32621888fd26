import { type Money, moneyWording } from '../../platform/money.ts';
import { type FieldError, invalid, invalidFields } from '../../platform/problems.ts';
import type { Approval, Breakdown } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import { isDeduction } from '../letters/labels.ts';

/** What an approval is held against, all of it in the policy's currency. */
export interface Terms {
  /** The loss as assessed, or else as estimated; undefined where nobody has put a figure on it. */
  readonly loss: Money | undefined;
  /** The policy's; undefined where it has none. */
  readonly deductible: Money | undefined;
}

/**
 * How an approved amount is made up: parts and deductions as the decision has them, or the loss less the deductible where
 * it has none. Throws `invalid-input` with all that is wrong, by pointer: another currency, a label twice, a deductible
 * that is not the policy's, rows that do not add up.
 */
export function breakdownOf(decision: Approval, terms: Terms): Breakdown {
  const { breakdown } = decision;
  if (breakdown.length === 0) return derived(decision, terms);
  const [first, ...others] = [...rowErrors(decision, terms), ...missingDeductible(decision, terms)];
  if (first) throw invalidFields([first, ...others]);
  const sum = { ...decision.amount, amount: sumOf(breakdown) };
  if (sum.amount !== decision.amount.amount) throw invalid('/breakdown', says.breakdownSum(moneyWording(sum)));
  return breakdown;
}

/** What an approval takes the loss for, in minor units: the amount, and what the deductible has taken off it. */
export function lossTaken({ amount, deductibleWaived }: Approval, { deductible }: Pick<Terms, 'deductible'>): Money {
  return deductibleWaived || !deductible ? amount : { ...amount, amount: amount.amount + deductible.amount };
}

/** Parts less deductions, in minor units: each label once, and no amount above a million million, so an exact integer. */
function sumOf(breakdown: Breakdown): number {
  return breakdown.reduce((sum, { label, amount }) => sum + (isDeduction(label) ? -amount.amount : amount.amount), 0);
}

/** What need not be said: the loss, less the deductible. */
function derived(decision: Approval, terms: Terms): Breakdown {
  const { loss, deductible } = terms;
  if (decision.deductibleWaived && !deductible) throw invalid('/deductibleWaived', says.noDeductible);
  if (!loss) throw invalid('/breakdown', says.breakdownNeeded);
  const applied = decision.deductibleWaived ? undefined : deductible;
  const amount = { ...loss, amount: loss.amount - (applied?.amount ?? 0) };
  if (applied && amount.amount <= 0) throw invalid('/amount/amount', says.withinDeductible(moneyWording(applied)));
  if (amount.amount !== decision.amount.amount)
    throw invalid('/breakdown', says.breakdownMissing(moneyWording(amount)));
  return [
    { label: 'assessed-loss', amount: loss },
    ...(applied ? [{ label: 'deductible', amount: applied } as const] : []),
  ];
}

function rowErrors(decision: Approval, { deductible }: Terms): FieldError[] {
  const { amount, breakdown, deductibleWaived } = decision;
  const labels = breakdown.map(({ label }) => label);
  return breakdown.flatMap((row, index) => {
    const at = `/breakdown/${index}`;
    const errors: FieldError[] = [];
    if (row.amount.currency !== amount.currency) {
      errors.push({ pointer: `${at}/amount/currency`, detail: says.policyCurrency(amount.currency) });
    }
    if (labels.indexOf(row.label) < index) errors.push({ pointer: `${at}/label`, detail: says.labelOnce });
    if (row.label !== 'deductible') return errors;
    if (!deductible) return [...errors, { pointer: `${at}/label`, detail: says.noDeductible }];
    if (deductibleWaived) return [...errors, { pointer: `${at}/label`, detail: says.deductibleIsWaived }];
    if (row.amount.amount === deductible.amount) return errors;
    return [...errors, { pointer: `${at}/amount/amount`, detail: says.deductibleIs(moneyWording(deductible)) }];
  });
}

function missingDeductible({ breakdown, deductibleWaived }: Approval, { deductible }: Terms): FieldError[] {
  if (deductibleWaived) return deductible ? [] : [{ pointer: '/deductibleWaived', detail: says.noDeductible }];
  const missing = deductible && !breakdown.some(({ label }) => label === 'deductible');
  return missing ? [{ pointer: '/breakdown', detail: says.deductibleIs(moneyWording(deductible)) }] : [];
}
