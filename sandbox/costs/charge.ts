import { MICRO } from './money.ts';
import { type Price, priceOf } from './prices.ts';

/** So much of something that costs. */
export interface Charge {
  readonly price: Price;
  /** In millionths of the price's unit. */
  readonly quantity: number;
}

/** A charge by the name of its price in prices.json. */
export function charge(price: string | Price, units: number): Charge {
  return {
    price: typeof price === 'string' ? priceOf(price) : price,
    quantity: Math.round(units * MICRO),
  };
}
