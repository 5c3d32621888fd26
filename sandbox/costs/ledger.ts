import type { Charge } from './charge.ts';
import { amountOf, split } from './money.ts';
import type { Price } from './prices.ts';

/** Whose a cost is. */
export interface Account {
  /** Undefined for what is nobody's in particular. */
  readonly caseId: string | undefined;
  /** The route that was called, or what worked in the background: a function, a state machine, a service. */
  readonly route: string;
}

export interface Entry extends Account {
  readonly price: Price;
  /** In millionths of the price's unit. */
  quantity: number;
  /** In nano-dollars. */
  amount: number;
}

/** All costs, summed by account and price. A charge is rounded to a nano-dollar once; from there on all sums are exact. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();

  reset(): void {
    this.#entries.clear();
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** Books a charge on one route, split over cases by their weights; on no case if there is none. */
  post({ price, quantity }: Charge, route: string, weights: ReadonlyMap<string, number>): void {
    const cases: readonly (string | undefined)[] = weights.size > 0 ? [...weights.keys()] : [undefined];
    const shares = weights.size > 0 ? [...weights.values()] : [1];
    const quantities = split(quantity, shares);
    const amounts = split(amountOf(quantity, price), shares);
    for (const [index, caseId] of cases.entries()) {
      const entry = this.#entry({ caseId, route }, price);
      entry.quantity += quantities[index] ?? 0;
      entry.amount += amounts[index] ?? 0;
    }
  }

  #entry({ caseId, route }: Account, price: Price): Entry {
    const key = JSON.stringify([caseId, route, price.service, price.what]);
    const entry = this.#entries.get(key) ?? { caseId, route, price, quantity: 0, amount: 0 };
    this.#entries.set(key, entry);
    return entry;
  }
}
