import { describe, expect, test } from '@jest/globals';
import { contradicted, failed, paid } from '../../../functions/payments/payment.ts';
import { aPayment, at, HOUR, now } from '../../support/fixtures.ts';

const ordered = aPayment('ORDERED', { answerBy: at(HOUR) });
const changed = { version: 5, updatedAt: at(0) };

describe('a payment order', () => {
  test('that is paid says so with the provider’s reference and time, and its workflow goes on', () => {
    expect(paid(ordered, 'prv-1', at(-HOUR), now)).toStrictEqual({
      ...ordered,
      ...changed,
      status: 'PAID',
      providerReference: 'prv-1',
      paidAt: at(-HOUR),
      resume: { output: { outcome: 'paid' } },
    });
  });

  test('that has failed says why, and its workflow goes another way', () => {
    expect(failed(ordered, '账户已注销', now)).toStrictEqual({
      ...ordered,
      ...changed,
      status: 'FAILED',
      failure: '账户已注销',
      resume: { error: 'payment-failed', cause: '账户已注销' },
    });
  });

  test.each(['PAID', 'FAILED'] as const)('that is %s stays so when a notice says otherwise, and names it', (status) => {
    const settled = aPayment(status);
    expect(contradicted(settled, 'ntc_1', now)).toStrictEqual({ ...settled, ...changed, contradictedBy: 'ntc_1' });
  });
});
