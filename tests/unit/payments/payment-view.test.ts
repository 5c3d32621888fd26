import { describe, expect, test } from '@jest/globals';
import { viewOfPayment } from '../../../functions/payments/payment-view.ts';
import { aPayment, at, cny, HOUR } from '../../support/fixtures.ts';

describe('an order, as staff see it,', () => {
  test('has the last four of the account, the task that asks about it, and no token', () => {
    const payee = { name: '王小明', account: '6222020200112233446', bank: '示例银行' };
    const recovery = { requested: cny(20_000), received: 5_000, writtenOff: 1_000 };
    const told = {
      paidAt: at(-HOUR),
      providerReference: 'bank-7',
      contradictions: [{ type: 'failed', at: at(0) } as const],
    };
    const payment = aPayment('PAID', { payee, inquiry: 'tsk_1', recovery, ...told });
    expect(viewOfPayment(payment)).toStrictEqual({
      orderId: 'pay_1',
      attempt: 1,
      amount: cny(320_000),
      payee: { name: '王小明', bank: '示例银行', accountEnding: '3446' },
      status: 'PAID',
      ...told,
      inquiryTaskId: 'tsk_1',
      recovery,
      createdAt: payment.createdAt,
      updatedAt: payment.updatedAt,
    });
  });

  test('names no account where none was given', () => {
    expect(viewOfPayment(aPayment('FAILED', { failure: '账户已注销' }))).toMatchObject({ failure: '账户已注销' });
    expect(viewOfPayment(aPayment('ORDERED')).payee).toStrictEqual({ name: '王小明' });
  });
});
