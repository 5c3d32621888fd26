import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, MICRO, split, usd } from '../../costs/money.ts';
import { priceOf, smsPrice } from '../../costs/prices.ts';

describe('amounts', () => {
  test('are whole nano-dollars, rounded half up', () => {
    expect(amountOf(1 * MICRO, priceOf('dynamodb-write'))).toBe(625);
    expect(amountOf(0.5 * MICRO, priceOf('dynamodb-read'))).toBe(63);
    expect(amountOf(7 * MICRO, priceOf('states-transition'))).toBe(175_000);
    // 1024 MB for 50 ms: 0.05 × 13,333.4
    expect(amountOf(0.05 * MICRO, priceOf('lambda-gb-second'))).toBe(667);
    expect(amountOf(-2 * MICRO, priceOf('email'))).toBe(-200_000);
  });

  test('are told in dollars without loss', () => {
    expect([0, 1, 175_000, 1_234_567_890, -50_000_000].map(usd)).toEqual([
      '0',
      '0.000000001',
      '0.000175',
      '1.23456789',
      '-0.05',
    ]);
  });

  test('are split without a rest', () => {
    expect(split(100, [1, 1, 1])).toEqual([33, 34, 33]);
    const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), weights, (total, shares) => {
        expect(split(total, shares).reduce((sum, share) => sum + share, 0)).toBe(total);
      }),
    );
  });
});

test('a part of a text costs by country; a country without a price is named, with none', () => {
  expect(smsPrice('+8613800138000')).toMatchObject({ what: 'SMS parts to CN (+86)', usd: expect.any(String) });
  expect(smsPrice('+85291234567')).toMatchObject({ what: 'SMS parts to HK (+852)' });
  const unknown = smsPrice('+99812345678');
  expect(unknown).toMatchObject({ what: 'SMS parts to +998…, a country without a price', verified: false });
  expect(unknown.usd).toBeUndefined();
  expect(amountOf(3 * MICRO, unknown)).toBe(0);
});
