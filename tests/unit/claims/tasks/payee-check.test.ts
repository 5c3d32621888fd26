import { describe, expect, test } from '@jest/globals';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { claimStatuses } from '../../../../functions/claims/claim-type.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { besideOf } from '../../../../functions/claims/tasks/beside.ts';
import { payeeCheck } from '../../../../functions/claims/tasks/payee-check.ts';
import { aClaim, aPerson, aWorld, cny, decidedBy } from '../../../support/fixtures.ts';
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
    expect(change).toStrictEqual({ happened: 'payee-check-started' });
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
      drops: ['payee', 'payeeDoubt', 'agreedAt'],
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
