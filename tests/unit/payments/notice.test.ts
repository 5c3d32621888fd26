import { describe, expect, test } from '@jest/globals';
import {
  anyNotice,
  isKnown,
  keepUnknown,
  paymentNotice,
  saidBy,
  seen,
} from '../../../functions/payments/answers/notice.ts';
import { at, cny, DAY, now } from '../../support/fixtures.ts';
import { itemOf } from '../../support/stored.ts';

const notice = paymentNotice.parse({
  id: 'n-1',
  type: 'payment.returned',
  orderId: 'pay_1',
  providerReference: 'bank-7',
  amount: cny(320_000),
  reason: '账户已注销',
});

describe('a notice of the provider', () => {
  test.each(['paid', 'failed', 'returned', 'reversed'] as const)('says of its order that it was %s', (type) => {
    const known = { ...notice, type: `payment.${type}` } as const;
    expect(isKnown(known)).toBe(true);
    expect(saidBy(known, now)).toStrictEqual({
      type,
      noticeId: 'n-1',
      at: at(0),
      providerReference: 'bank-7',
      amount: cny(320_000),
      reason: '账户已注销',
    });
  });

  test('is remembered for a day, so that it has its effect once', () => {
    expect(itemOf(seen(notice, now))).toMatchObject({ entity: 'payment-notice', noticeId: 'n-1', expiresAt: at(DAY) });
  });

  test.each([
    ['of its order', { orderId: 'pay_1' }, 'pay_1'],
    ['of itself where it names no order', {}, 'n-2'],
  ])('of a type that nobody knows is kept whole for a year, and found, as one %s', (_title, named, caseId) => {
    const strange = anyNotice.parse({ id: 'n-2', type: 'payment.frozen', ...named, court: '示例法院' });
    expect(isKnown(strange)).toBe(false);
    const [kept, found, ...more] = keepUnknown(strange, now).map(itemOf);
    expect(kept).toMatchObject({ noticeId: 'n-2', expiresAt: at(366 * DAY), body: JSON.stringify(strange) });
    expect(found).toMatchObject({ kind: 'notice-unknown', action: 'none', reference: 'payment.frozen', caseId });
    expect(more).toEqual([]);
  });

  test.each([
    ['no id', { id: '' }],
    ['an id without end', { id: 'x'.repeat(101) }],
    ['an unknown type', { type: 'payment.frozen' }],
    ['a reason without end', { reason: 'x'.repeat(301) }],
  ])('is none with %s', (_title, wrong) => {
    expect(paymentNotice.safeParse(notice).success).toBe(true);
    expect(paymentNotice.safeParse({ ...notice, ...wrong }).success).toBe(false);
  });

  test.each([{ type: '' }, { type: 'x'.repeat(101) }, { id: '' }, { orderId: '' }])(
    'of no known type is none with %j',
    (wrong) => {
      expect(anyNotice.safeParse({ id: 'n-2', type: 'payment.frozen' }).success).toBe(true);
      expect(anyNotice.safeParse({ id: 'n-2', type: 'payment.frozen', ...wrong }).success).toBe(false);
    },
  );
});
