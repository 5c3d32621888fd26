import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a unit of something costs: `usd` for `per` units. */
export interface Price {
  readonly service: string;
  readonly what: string;
  readonly unit: string;
  /** Decimal text; undefined where no price is known. */
  readonly usd?: string | undefined;
  readonly per: number;
  /** Where the price is published. */
  readonly source?: string | undefined;
  /** Whether the price could be confirmed on the list's date. */
  readonly verified: boolean;
}

/** A part of a text message to a country; one that is not on the list has no price, and is named by how its number starts. */
export function smsPrice(phoneNumber: string): Price {
  const { countries, source, verified } = list.sms;
  const digits = phoneNumber.replace(/\D/g, '');
  const [country, entry] =
    Object.entries(countries)
      .filter(([, { callingCode }]) => digits.startsWith(callingCode))
      .sort(([, one], [, other]) => other.callingCode.length - one.callingCode.length)[0] ?? [];
  const where = country ? `${country} (+${entry?.callingCode})` : `+${digits.slice(0, 3)}…, a country without a price`;
  const sms = { service: 'SNS', what: `SMS parts to ${where}`, unit: 'part', per: 1, source };
  return entry ? { ...sms, usd: entry.usd, verified } : { ...sms, verified: false };
}

const price = z.strictObject({
  service: z.string(),
  what: z.string(),
  unit: z.string(),
  usd: z.string().regex(/^\d+(\.\d+)?$/),
  per: z.int().positive(),
  source: z.url(),
  verified: z.boolean(),
});

const priceList = z.strictObject({
  region: z.string(),
  currency: z.literal('USD'),
  /** When the prices were looked up. */
  asOf: z.iso.date(),
  prices: z.record(z.string(), price),
  sms: z.strictObject({
    source: z.url(),
    verified: z.boolean(),
    note: z.string(),
    countries: z.record(z.string(), z.strictObject({ callingCode: z.string(), usd: price.shape.usd })),
  }),
  notCounted: z.array(z.string()),
});

const list = priceList.parse(JSON.parse(readFileSync(new URL('./prices.json', import.meta.url), 'utf8')));

/** The price list's date, region and what it leaves out. */
export const { region, currency, asOf, notCounted } = list;

/** The price of this name. */
export function priceOf(name: string): Price {
  const found = list.prices[name];
  if (!found) throw new Error(`prices.json has no price ${name}`);
  return found;
}
