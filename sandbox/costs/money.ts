import type { Price } from './prices.ts';

// Money is whole nano-dollars and quantities are whole millionths of a unit: sums of whole numbers are exact.

const NANO = 1_000_000_000;
export const MICRO = 1_000_000;

/** What a quantity (in millionths of a unit) costs, in nano-dollars, rounded half up; nothing without a price. */
export function amountOf(quantity: number, { usd, per }: Price): number {
  if (usd === undefined) return 0;
  const [whole = '0', fraction = ''] = usd.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const cost = BigInt(quantity) * BigInt(whole + fraction) * BigInt(NANO);
  const divisor = scale * BigInt(per) * BigInt(MICRO);
  const doubled = 2n * (cost < 0n ? -cost : cost) + divisor;
  const rounded = Number(doubled / (2n * divisor));
  return cost < 0n ? -rounded : rounded;
}

/** Splits a whole number by weights so that the shares add up to it. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let given = 0;
  let passed = 0;
  return weights.map((weight) => {
    passed += weight;
    const share = Math.round((total * passed) / sum) - given;
    given += share;
    return share;
  });
}

/** Nano-dollars as dollars in decimal text, `0.0000125`. */
export function usd(nano: number): string {
  const digits = String(Math.abs(nano)).padStart(10, '0');
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
  return nano < 0 ? `-${text}` : text;
}
