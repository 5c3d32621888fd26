import { describe, expect, test } from '@jest/globals';
import type { ClaimStatus } from '../../../../functions/claims/claim.ts';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { claimStatuses } from '../../../../functions/claims/claim-type.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { release } from '../../../../functions/claims/rules/reservation.ts';
import { offer } from '../../../../functions/claims/tasks/offer.ts';
import { latestOf, ruleIn } from '../../../../functions/deadlines/packs/packs.ts';
import { aClaim, aPolicy, aTask, at, aWorld, cny, decidedBy, now } from '../../../support/fixtures.ts';
import { wang } from '../../../support/portfolio.ts';
import { invalidAt, refusalOf, refused } from '../../../support/refusal.ts';
import { written } from '../../../support/stored.ts';

const approved = cny(320_000);
const breakdown = [{ label: 'repair-cost', amount: approved }];
const withOffer: readonly ClaimStatus[] = ['APPROVED', 'PARTIALLY_APPROVED', 'OFFERED'];
const without = claimStatuses.filter((status) => !withOffer.includes(status));

describe('an offer', () => {
  const paysWithinDays = ruleIn(latestOf('CN'), 'art23-pay').length;

  test.each<[string, object]>([
    ['with the clause that it rests on', { breakdown, clause: '第四条' }],
    ['without a clause', { breakdown }],
  ])('tells the customer what was approved and how it is made up, %s', (_title, made) => {
    for (const status of ['APPROVED', 'PARTIALLY_APPROVED'] as const) {
      expect(offer.opens(aWorld(aClaim(status, { offer: made })))).toStrictEqual({
        facts: { approved, offer: made },
        change: {
          happened: 'offered',
          set: { status: 'OFFERED' },
          data: { amount: approved },
          tells: [{ template: 'claim-offered', model: { approved, ...made, paysWithinDays } }],
        },
      });
    }
  });

  test('that was made before is open again, and is not told once more', () => {
    const made = { breakdown, clause: '第四条' };
    expect(offer.opens(aWorld(aClaim('OFFERED', { offer: made })))).toStrictEqual({
      facts: { approved, offer: made },
      change: { happened: 'offer-reopened' },
    });
  });

  test('waits for the customer', () => {
    expect(offer.queue(aWorld(aClaim('APPROVED')))).toBe(claimQueues.customer);
  });

  test.each(without)('is not made of a claim that is %s', (status) => {
    const world = aWorld(aClaim(status));
    expect(() => offer.opens(world)).toThrow(`Claim clm_1 is ${status} and has no offer`);
    expect(() => offer.overdue?.(world, now)).toThrow(`Claim clm_1 is ${status} and has no offer`);
  });

  test('that nobody answers is told again, and is neither agreed nor disputed', () => {
    const reminded = {
      happened: 'offer-reminded',
      tells: [{ template: 'claim-offer-reminder', model: { approved } }],
    };
    for (const reminders of [undefined, 2, 3]) {
      const task = aTask({ kind: 'offer', reminders });
      expect(offer.overdue?.(aWorld(aClaim('OFFERED'), { task }), now)).toStrictEqual(reminded);
    }
  });

  test('that was told again in vain is somebody’s to ask about', () => {
    const { also } = offer.overdue?.(aWorld(aClaim('OFFERED'), { task: aTask({ reminders: 1 }) }), now) ?? {};
    expect(written(also).tasks).toMatchObject([
      { kind: 'reach-customer', queue: 'claims-handler', followsUp: true, facts: { why: 'silent', phone: wang.phone } },
    ]);
  });
});

describe('a customer', () => {
  const world = decidedBy('customer', aClaim('OFFERED'), { policy: aPolicy({ limitUsed: cny(400_000) }) });
  const payee = { name: '王小明', account: '6222020200112233446' };
  const naming = { payeeNamedBy: { sub: 'u-customer', name: 'customer' }, payeeChecked: undefined };
  const another = { name: '王芳', account: '6222020200112233446' };

  test.each<[string, object]>([
    ['agrees', {}],
    ['agrees, and says whom to pay', { payee, ...naming }],
  ])('%s', (_title, said) => {
    const decision = offer.decision.parse({ outcome: 'agreed', ...('payee' in said && { payee: said.payee }) });
    expect(offer.decides(world, decision)).toStrictEqual({
      happened: 'agreed',
      set: { status: 'AGREED', agreedAt: at(0), ...said },
    });
  });

  test('names another payee only with the relation, and is in doubt for a person', () => {
    const agreed = (payee: object) => offer.decides(world, offer.decision.parse({ outcome: 'agreed', payee }));
    expect(refusalOf(() => agreed(another))).toEqual(invalidAt(says.relationNeeded, '/payee/relation'));
    const named = { ...another, relation: 'spouse' };
    expect(agreed(named).set).toStrictEqual({
      status: 'AGREED',
      agreedAt: at(0),
      payee: named,
      ...naming,
      payeeDoubt: { namedBy: naming.payeeNamedBy },
    });
  });

  test('leaves the account with the claim, not with the task', () => {
    expect(offer.keeps?.({ outcome: 'agreed', payee })).toStrictEqual({ outcome: 'agreed', payee: { name: '王小明' } });
    for (const decision of [{ outcome: 'agreed' }, { outcome: 'disputed', reason: '金额偏低' }] as const) {
      expect(offer.keeps?.(decision)).toBe(decision);
    }
  });

  test.each([undefined, '金额偏低'])('disputes for the reason %j, which gives the reserved cover back', (reason) => {
    const decision = { outcome: 'disputed', ...(reason && { reason }) } as const;
    expect(offer.decides(world, decision)).toStrictEqual({
      happened: 'disputed',
      set: { status: 'DISPUTED' },
      drops: ['reserved'],
      note: reason,
      also: [release(world.reads.policy, approved, now)],
    });
  });

  test.each(claimStatuses.filter((status) => status !== 'OFFERED'))(
    'neither agrees nor disputes while the claim is %s',
    (status) => {
      const refusal = refused('illegal-state', says.noOfferWhile(status));
      for (const outcome of ['agreed', 'disputed'] as const) {
        const deciding = () => offer.decides(decidedBy('customer', aClaim(status)), { outcome });
        expect(refusalOf(deciding)).toEqual(refusal);
      }
    },
  );
});
