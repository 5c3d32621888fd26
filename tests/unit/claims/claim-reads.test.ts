import { beforeEach, describe, expect, test } from '@jest/globals';
import { claimType } from '../../../functions/claims/claim-type.ts';
import { payments } from '../../../functions/payments/payment-store.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { aClaim, aPayment } from '../../support/fixtures.ts';
import { motorPolicy, portfolio } from '../../support/portfolio.ts';
import { testTable } from '../../support/table.ts';

let table: Table;

beforeEach(async () => {
  const stored = await testTable();
  stored.clock.stop();
  table = stored.table;
});

describe('what is decided on a claim', () => {
  test('is decided from its policy and the order that it names', async () => {
    const payment = aPayment('FAILED');
    await portfolio(table);
    await table.commit([payments.create(payment), payments.create(aPayment('PAID', { orderId: 'pay_2' }))]);
    expect(await claimType.reads(table, aClaim('PAYMENT_ORDERED'))).toEqual({ policy: motorPolicy, payment });
  });

  test('is decided from its policy alone where it names no order', async () => {
    await portfolio(table);
    const { get } = table;
    table.get = async (key) => {
      expect(key.PK).toBe('POLICY#PM-1');
      return get(key);
    };
    for (const claim of [aClaim('AGREED'), aClaim('REPORTED')]) {
      expect(await claimType.reads(table, claim)).toEqual({ policy: motorPolicy, payment: undefined });
    }
  });

  test('cannot be decided without its policy', async () => {
    await expect(claimType.reads(table, aClaim('REPORTED'))).rejects.toThrow('The policy of claim clm_1 is gone');
  });
});
