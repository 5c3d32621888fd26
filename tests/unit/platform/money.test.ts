import { describe, expect, test } from '@jest/globals';
import { formatMoney, money } from '../../../functions/platform/money.ts';

describe('money', () => {
  test.each([0, 1, 320_000, 1_000_000_000_000])('takes %d minor units', (amount) =>
    expect(money.safeParse({ amount, currency: 'CNY' }).success).toBe(true),
  );

  test.each([
    { amount: 1.5, currency: 'CNY' },
    { amount: -1, currency: 'CNY' },
    { amount: Number.NaN, currency: 'CNY' },
    { amount: Number.POSITIVE_INFINITY, currency: 'CNY' },
    { amount: '100', currency: 'CNY' },
    { amount: 2 ** 53, currency: 'CNY' },
    { amount: 1, currency: 'cny' },
    { amount: 1, currency: 'RMB¥' },
    { amount: 1 },
    { amount: 1, currency: 'CNY', note: 'more' },
  ])('refuses %j', (value) => expect(money.safeParse(value).success).toBe(false));

  test('is written as the language has it, with the decimals of its currency', () => {
    expect(formatMoney({ amount: 320_000, currency: 'CNY' }, 'zh-CN')).toBe('¥3,200.00');
    expect(formatMoney({ amount: 320_000, currency: 'CNY' }, 'en')).toBe('CN¥3,200.00');
    expect(formatMoney({ amount: 5, currency: 'USD' }, 'en')).toBe('$0.05');
    expect(formatMoney({ amount: 3200, currency: 'JPY' }, 'en')).toBe('¥3,200');
    expect(formatMoney({ amount: 3200, currency: 'KWD' }, 'en')).toMatch(/^KWD\s3\.200$/);
  });
});
