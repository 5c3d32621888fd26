import { describe, expect, test } from '@jest/globals';
import { contradicted, failed, paid } from '../../../functions/payments/payment.ts';
import { aPayment, at, HOUR } from '../../support/fixtures.ts';

const ordered = aPayment('ORDERED', { answerBy: at(HOUR) });

describe('a payment order', () => {
  test('that is paid says so with the provider’s reference and time, and its workflow goes on', () => {
    expect(paid(ordered, 'prv-1', at(-HOUR))).toStrictEqual({
      ...ordered,
      status: 'PAID',
      providerReference: 'prv-1',
      paidAt: at(-HOUR),
      resume: { output: { outcome: 'paid' } },
    });
  });

  test('that has failed says why, and its workflow goes another way', () => {
    expect(failed(ordered, '账户已注销')).toStrictEqual({
      ...ordered,
      status: 'FAILED',
      failure: '账户已注销',
      resume: { error: 'payment-failed', cause: '账户已注销' },
    });
  });

  test.each(['PAID', 'FAILED'] as const)('that is %s stays so when a notice says otherwise, and names it', (status) => {
    const settled = aPayment(status);
    expect(contradicted(settled, 'ntc_1')).toStrictEqual({ ...settled, contradictedBy: 'ntc_1' });
  });
});
