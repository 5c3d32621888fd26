import { describe, expect, test } from '@jest/globals';
import { evolve, placeOf } from '../../../../functions/cases/case.ts';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { claimStatuses, claimType } from '../../../../functions/claims/claim-type.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { besideOf } from '../../../../functions/claims/tasks/beside.ts';
import { payeeCheck } from '../../../../functions/claims/tasks/payee-check.ts';
import { confirmed } from '../../../../functions/payments/payee-history.ts';
import { frequentPayee } from '../../../../functions/payments/payment-settings.ts';
import {
  aClaim,
  aConfirmation,
  anOrder,
  aPerson,
  at,
  aWorld,
  cny,
  DAY,
  decidedBy,
  now,
} from '../../../support/fixtures.ts';
import { refusalOf, refused } from '../../../support/refusal.ts';

const namedBy = { sub: 'u-namer', name: '某人' };
const payee = { name: '王芳', account: '6222020200112233446', bank: '示例银行', relation: 'spouse' };
const doubted = aClaim('AGREED', { payee, payeeDoubt: { namedBy } });

describe('the check of a payee', () => {
  test('is not given to whoever named them', () => {
    expect(payeeCheck.notFor?.(aWorld(doubted))).toEqual([namedBy.sub]);
    expect(payeeCheck.notFor?.(aWorld(aClaim('AGREED')))).toEqual([]);
  });

  test('is given both names, the relation and the last four of the account', () => {
    const world = aWorld(doubted);
    const { facts, change } = payeeCheck.opens(world);
    expect(payeeCheck.facts.parse(facts)).toStrictEqual({
      doubts: ['third-party-payee'],
      customerName: '王小明',
      payee: { name: '王芳', bank: '示例银行', relation: 'spouse', accountEnding: '3446' },
      approved: cny(320_000),
      ...besideOf(world),
    });
    expect(change).toStrictEqual({ happened: 'payee-check-started', data: { doubts: ['third-party-payee'] } });
    expect(payeeCheck.queue(world)).toBe(claimQueues.handler);
  });

  test('confirms, and nobody doubts the payee any more', () => {
    const world = decidedBy('claims-handler', doubted);
    expect(payeeCheck.decides(world, { outcome: 'confirm', note: '已核对结婚证' })).toStrictEqual({
      happened: 'payee-confirmed',
      drops: ['payeeDoubt'],
      note: '已核对结婚证',
    });
  });

  test('rejects, and the customer is told why and has the offer again', () => {
    const world = decidedBy('claims-supervisor', doubted);
    expect(payeeCheck.decides(world, { outcome: 'reject', reason: '未提供关系证明' })).toStrictEqual({
      happened: 'payee-rejected',
      set: { status: 'OFFERED' },
      drops: ['payee', 'payeeNamedBy', 'payeeDoubt', 'agreedAt'],
      note: '未提供关系证明',
      tells: [{ template: 'claim-payee-rejected', model: { payee: '王芳', reason: '未提供关系证明' } }],
    });
  });

  test.each([{ outcome: 'confirm' }, { outcome: 'reject', reason: '未提供关系证明' }] as const)(
    'is not made by whoever named the payee: to $outcome is refused',
    (decision) => {
      const world = { ...decidedBy('claims-handler', doubted), by: aPerson('claims-handler', namedBy) };
      expect(refusalOf(() => payeeCheck.decides(world, decision))).toEqual(
        refused('maker-is-checker', says.makerIsChecker),
      );
    },
  );

  test.each(claimStatuses)('is nobody’s task while nobody doubts the payee of a claim that is %s', (status) => {
    const refusal = refused('illegal-state', says.noPayeeToCheck);
    const world = decidedBy('claims-handler', aClaim(status));
    expect(refusalOf(() => payeeCheck.decides(world, { outcome: 'confirm' }))).toEqual(refusal);
    expect(refusalOf(() => payeeCheck.opens(world))).toEqual(refusal);
  });
});

describe('the check of a payee who is paid for many other claims', () => {
  const own = { name: '王小明', account: '6222020200112233446' };
  const payeeHistory = [
    ...Array.from({ length: frequentPayee.otherClaims }, (_, number) => anOrder(`clm_other${number}`, -number * DAY)),
    aConfirmation('clm_before', -80 * DAY),
  ];
  const opened = payeeCheck.opens(aWorld(aClaim('AGREED', { payee: own, payeeNamedBy: namedBy }), { payeeHistory }));
  const frequent = aClaim('AGREED', { payee: own, payeeDoubt: { namedBy, frequent: true } });

  test('is a senior’s, and not of whoever named them', () => {
    expect(payeeCheck.queue(aWorld(aClaim('AGREED', { payee: own }), { payeeHistory }))).toBe(claimQueues.supervisor);
    expect(payeeCheck.queue(aWorld(frequent))).toBe(claimQueues.supervisor);
    expect(payeeCheck.notFor?.(aWorld(frequent))).toEqual([namedBy.sub]);
  });

  test('is given the other claims, and when they were last confirmed', () => {
    const [first] = payeeHistory;
    const { otherPayments, ...facts } = payeeCheck.facts.parse(opened.facts);
    expect(facts).toMatchObject({
      doubts: ['frequent-claims'],
      customerName: '王小明',
      payee: { name: '王小明', accountEnding: '3446' },
      approved: cny(320_000),
      confirmedAt: at(-80 * DAY),
    });
    expect(otherPayments).toHaveLength(frequentPayee.otherClaims);
    const shown = { reference: first?.reference, amount: cny(100_000), status: 'PAID', at: at(0) };
    expect(otherPayments?.[0]).toStrictEqual({ caseId: 'clm_other0', ...shown });
  });

  test('names what it doubts, and keeps who named them', () => {
    expect(opened.change).toStrictEqual({
      happened: 'payee-check-started',
      set: { payeeDoubt: { namedBy, frequent: true } },
      data: { doubts: ['frequent-claims'] },
    });
  });

  test('doubts both where it is somebody else', () => {
    const world = aWorld(doubted, { payeeHistory });
    expect(payeeCheck.facts.parse(payeeCheck.opens(world).facts).doubts).toEqual([
      'third-party-payee',
      'frequent-claims',
    ]);
  });

  test('shows the customer where no account was given', () => {
    const { facts } = payeeCheck.opens(aWorld(aClaim('AGREED'), { payeeHistory }));
    expect(payeeCheck.facts.parse(facts)).toMatchObject({ doubts: ['frequent-claims'], payee: { name: '王小明' } });
  });

  test('remembers the confirmation', () => {
    const world = decidedBy('claims-supervisor', frequent);
    const known = { caseId: world.it.claimId, reference: world.it.reference };
    expect(payeeCheck.decides(world, { outcome: 'confirm' })).toStrictEqual({
      happened: 'payee-confirmed',
      drops: ['payeeDoubt'],
      note: undefined,
      set: { payeeChecked: true },
      also: [confirmed({ customerId: world.it.customerId, account: own.account }, known, now)],
    });
  });

  test('is no confirmation of that by who was not shown it', () => {
    const world = decidedBy('claims-handler', doubted, { payeeHistory });
    const change = payeeCheck.decides(world, { outcome: 'confirm' });
    expect(change).toStrictEqual({ happened: 'payee-confirmed', drops: ['payeeDoubt'], note: undefined });
    expect(placeOf(claimType, evolve(claimType, doubted, change), world.reads)).toBe('CheckPayee');
  });
});
