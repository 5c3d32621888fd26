import type { Entry } from './ledger.ts';
import { MICRO, usd } from './money.ts';
import { asOf, currency, notCounted, type Price, region } from './prices.ts';

/** Cases that a bill of everything lists. */
const LARGEST_CASES = 100;

export interface BillLine {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** Null where no price is known: the amount is then missing from the total. */
  readonly price: {
    readonly usd: string;
    readonly per: number;
    readonly verified: boolean;
    readonly source?: string;
  } | null;
  /** Dollars, as exact decimal text. */
  readonly amount: string;
}

/** What was used so far would cost; `caseId` and `route` narrow it down. Amounts are dollars in decimal text. */
export function billOf(
  all: readonly Entry[],
  { caseId, route }: { caseId?: string | undefined; route?: string | undefined },
) {
  const entries = all.filter(
    (entry) => (caseId === undefined || entry.caseId === caseId) && (route === undefined || entry.route === route),
  );
  const cases = sums(entries, (entry) => entry.caseId);
  return {
    currency,
    region,
    pricesAsOf: asOf,
    notCounted,
    ...(caseId !== undefined && { case: caseId }),
    ...(route !== undefined && { route }),
    total: usd(sumOf(entries)),
    byService: sums(entries, ({ price }) => price.service).map(([service, amount]) => ({
      service,
      amount: usd(amount),
    })),
    ...(route === undefined && {
      byRoute: sums(entries, (entry) => entry.route).map(([name, amount]) => ({ route: name, amount: usd(amount) })),
    }),
    ...(caseId === undefined && {
      byCase: cases.slice(0, LARGEST_CASES).map(([id, amount]) => ({ case: id, amount: usd(amount) })),
      otherCases: usd(cases.slice(LARGEST_CASES).reduce((sum, [, amount]) => sum + amount, 0)),
      unattributed: usd(sumOf(entries.filter((entry) => entry.caseId === undefined))),
    }),
    lines: linesOf(entries),
  };
}

function linesOf(entries: readonly Entry[]): BillLine[] {
  const byPrice = Map.groupBy(entries, ({ price }) => `${price.service}\n${price.what}`);
  return [...byPrice.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { service, what, unit } = first.price;
    const quantity = same.reduce((sum, entry) => sum + entry.quantity, 0) / MICRO;
    return { service, what, quantity, unit, price: shown(first.price), amount: usd(sumOf(same)) };
  });
}

function shown({ usd: dollars, per, verified, source }: Price): BillLine['price'] {
  return dollars === undefined ? null : { usd: dollars, per, verified, ...(source !== undefined && { source }) };
}

/** Sums by name, largest first; what has no name is left out. */
function sums(entries: readonly Entry[], nameOf: (entry: Entry) => string | undefined): [string, number][] {
  const byName = Map.groupBy(entries, nameOf);
  return [...byName]
    .flatMap(([name, same]): [string, number][] => (name === undefined ? [] : [[name, sumOf(same)]]))
    .sort(([, one], [, other]) => other - one);
}

const sumOf = (entries: readonly Entry[]) => entries.reduce((sum, { amount }) => sum + amount, 0);
