import { describe, expect, test } from '@jest/globals';
import { formatMoney, money } from '../../../functions/platform/money.ts';

describe('money', () => {
  test.each([
    [-1, false],
    [0, true],
    [1, true],
    [1.5, false],
    [1_000_000_000_000, true],
    [1_000_000_000_001, false],
    [2 ** 53, false],
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
    ['100', false],
    [null, false],
  ])('takes %j minor units: %s', (amount, taken) =>
    expect(money.safeParse({ amount, currency: 'CNY' }).success).toBe(taken),
  );

  test.each([
    ['CNY', true],
    ['JPY', true],
    ['cny', false],
    ['CN', false],
    ['CNYX', false],
    ['RMB¥', false],
    [' CNY', false],
    ['', false],
    [156, false],
  ])('takes the currency %j: %s', (currency, taken) => {
    expect(money.safeParse({ amount: 1, currency }).success).toBe(taken);
  });

  test.each([{ amount: 1 }, { currency: 'CNY' }, { amount: 1, currency: 'CNY', note: 'more' }, 1])(
    'is an amount and a currency, and not %j',
    (value) => expect(money.safeParse(value).success).toBe(false),
  );

  test.each([
    [320_000, 'CNY', '¥3,200.00', 'CN¥3,200.00'],
    [0, 'CNY', '¥0.00', 'CN¥0.00'],
    [5, 'USD', 'US$0.05', '$0.05'],
    [1_234_567, 'EUR', '€12,345.67', '€12,345.67'],
    [3200, 'JPY', 'JP¥3,200', '¥3,200'],
    [3200, 'KWD', 'KWD 3.200', 'KWD 3.200'],
    [1_000_000_000_000, 'CNY', '¥10,000,000,000.00', 'CN¥10,000,000,000.00'],
    [1, 'XYZ', 'XYZ 0.01', 'XYZ 0.01'],
  ])('of %d minor units of %s is %s, and %s in English', (amount, currency, chinese, english) => {
    const written = (['zh-CN', 'en'] as const).map((language) => formatMoney({ amount, currency }, language));
    // Intl puts a no-break space between a code and its figure.
    expect(written.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([chinese, english]);
  });
});
