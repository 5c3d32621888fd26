import * as z from 'zod';
import { says } from './platform-wordings.ts';
import { described, type Wording, wrong } from './wording.ts';

/** Integer minor units (fen, cents) and an ISO 4217 code; never a float. */
export const money = z
  .strictObject({
    amount: z
      .int()
      .min(0)
      .max(1_000_000_000_000)
      .meta({ ...described({ en: 'Minor units: fen or cents', 'zh-CN': '最小货币单位：分' }), example: 320_000 }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, wrong(says.currency))
      .meta({ example: 'CNY' }),
  })
  .meta({
    id: 'Money',
    ...described({ en: 'Integer minor units and an ISO 4217 currency', 'zh-CN': '整数最小货币单位与 ISO 4217 币种' }),
  });
export type Money = z.infer<typeof money>;

/** `CNY 3,200.00` or `¥3,200.00`, as the language writes it; decimals as the currency has them. */
export function formatMoney(value: Money, language: 'zh-CN' | 'en'): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: value.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(value.amount / 10 ** digits);
}

/** An amount as a refusal names it, in both languages. */
export function moneyWording(value: Money): Wording {
  return { en: formatMoney(value, 'en'), 'zh-CN': formatMoney(value, 'zh-CN') };
}
