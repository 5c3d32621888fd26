import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Claim } from '../../../functions/claims/claim.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import { claimType } from '../../../functions/claims/claim-type.ts';
import { confirmed, remembered } from '../../../functions/payments/payee-history.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import { frequentPayee } from '../../../functions/payments/payment-settings.ts';
import { payments } from '../../../functions/payments/payment-store.ts';
import { system } from '../../../functions/platform/record/events.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { openTerm } from '../../../functions/policies/policy-store.ts';
import { aClaim, aPayment, at, cny, DAY, HOUR, now } from '../../support/fixtures.ts';
import { motorPolicy, portfolio } from '../../support/portfolio.ts';
import { testTable } from '../../support/table.ts';

const policy = { ...motorPolicy, record: motorPolicy, isLatest: true };
const nothing = { others: [], ofPolicy: [], documents: [], payeeHistory: [] };
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
    expect(await claimType.reads(table, aClaim('PAYMENT_ORDERED'))).toEqual({ policy, payment, ...nothing });
  });

  test('is decided from its policy alone where it names no order', async () => {
    await portfolio(table);
    const { get } = table;
    table.get = async (key) => {
      expect(key.PK).toBe('POLICY#PM-1');
      return get(key);
    };
    for (const claim of [aClaim('AGREED'), aClaim('REPORTED')]) {
      expect(await claimType.reads(table, claim)).toEqual({ policy, payment: undefined, ...nothing });
    }
  });

  test('is decided with the other claims about the same, whose loss is not far from its own', async () => {
    await portfolio(table);
    const { duplicates, frequent } = claimSettings;
    const loss = aClaim('REPORTED');
    const from = (after: number) => ({ lossAt: new Date(Date.parse(loss.lossAt) + after).toISOString() });
    const given = [
      { claimId: 'the claim itself' },
      { claimId: 'near', ...from(duplicates.withinHours * HOUR) },
      { claimId: 'as early as is looked', ...from(-frequent.withinDays * DAY) },
      { claimId: 'too early', ...from(-frequent.withinDays * DAY - 1) },
      { claimId: 'too late', ...from(duplicates.withinHours * HOUR + 2) },
      { claimId: 'of something else', insured: 'POLICY#PM2' },
    ];
    for (const more of given)
      await table.commit(claims.create(aClaim('REPORTED', more), { happened: 'reported' }, system));
    const { others } = await claimType.reads(table, aClaim('REPORTED', { claimId: 'the claim itself' }));
    expect(others.map(({ claimId }) => claimId)).toEqual(['near', 'as early as is looked']);
  });

  describe('is decided, once it is agreed and while it is not ordered, with what was with its payee', () => {
    const payee = { name: '王小明', account: '6222020200112233446' };
    const agreedAt = at(-20 * HOUR);
    const daysBefore = (days: number) => at(-20 * HOUR - days * DAY);
    const paying = (caseId: string, more: Partial<Payment> = {}) =>
      remembered(aPayment('PAID', { orderId: `pay_${caseId}`, caseId, createdAt: daysBefore(1), payee, ...more }));
    const given = [
      paying('to the account'),
      paying('to it by another name', { payee: { ...payee, name: '王芳' }, customerId: 'cus_li' }),
      paying('as early as is looked', { createdAt: daysBefore(frequentPayee.withinDays) }),
      paying('too early', { createdAt: daysBefore(frequentPayee.withinDays + 1) }),
      paying('to another account', { payee: { ...payee, account: '62220202' } }),
      paying('to the customer', { payee: { name: '王小明' } }),
      paying('to another customer', { payee: { name: '王小明' }, customerId: 'cus_li' }),
      confirmed({ customerId: 'cus_wang', account: payee.account }, { caseId: 'confirmed', reference: 'C' }, now),
    ];
    const toAccount = ['confirmed', 'to the account', 'to it by another name', 'as early as is looked'];

    test.each<[string, Claim, string[]]>([
      ['an account', aClaim('AGREED', { payee, agreedAt }), toAccount],
      ['the account that the provider has of the customer', aClaim('AGREED'), ['to the customer']],
      ['nobody, when the order has failed', aClaim('AGREED', { payee, paymentOrderId: 'pay_1' }), []],
      ['nobody, when it is ordered', aClaim('PAYMENT_ORDERED', { payee }), []],
    ])('%s', async (_title, claim, expected) => {
      await portfolio(table);
      await table.commit([...given, payments.create(aPayment('FAILED'))]);
      const { payeeHistory } = await claimType.reads(table, claim);
      expect(payeeHistory.map(({ caseId }) => caseId)).toEqual(expected);
    });

    test('no account number stands in what is remembered', () => {
      expect(JSON.stringify(given)).not.toContain(payee.account);
    });
  });

  test('is decided beside the claims of the same policy, the last reported first, whatever and whenever their loss was', async () => {
    await portfolio(table);
    const given = [
      { claimId: 'first', insured: 'OBJECT#1', lossAt: '2020-01-01T00:00:00.000Z', createdAt: at(-9 * HOUR) },
      { claimId: 'last', insured: 'OBJECT#2', estimate: cny(5), createdAt: at(-HOUR) },
      { claimId: 'of another policy', policyNumber: 'PM-2' },
    ];
    for (const more of given)
      await table.commit(claims.create(aClaim('REPORTED', more), { happened: 'reported' }, system));
    const { ofPolicy, others } = await claimType.reads(table, aClaim('REPORTED', { insured: 'OBJECT#3' }));
    expect(others).toEqual([]);
    expect(ofPolicy).toMatchObject([
      { caseId: 'last', status: 'REPORTED', summary: { cause: 'glass', estimate: cny(5) } },
      { caseId: 'first', summary: { lossAt: '2020-01-01T00:00:00.000Z' } },
    ]);
  });

  test('is decided from the term that it is held against, as that stood at the loss', async () => {
    await portfolio(table);
    const next = { effectiveAt: motorPolicy.expiresAt, expiresAt: '2040-01-01T00:00:00.000Z', term: 2, version: 2 };
    await table.commit(openTerm(motorPolicy, { ...motorPolicy, ...next, status: 'CANCELLED' }, system));
    expect(await claimType.reads(table, aClaim('AGREED'))).toMatchObject({
      policy: { term: 1, status: 'IN_FORCE', isLatest: false, record: motorPolicy },
    });
    expect(await claimType.reads(table, aClaim('AGREED', { policyTerm: 2 }))).toMatchObject({
      policy: { term: 2, status: 'CANCELLED', isLatest: true },
    });
    await expect(claimType.reads(table, aClaim('AGREED', { policyTerm: 3 }))).rejects.toThrow('is gone');
  });

  test('cannot be decided without its policy', async () => {
    await expect(claimType.reads(table, aClaim('REPORTED'))).rejects.toThrow('The policy of claim clm_1 is gone');
  });
});
