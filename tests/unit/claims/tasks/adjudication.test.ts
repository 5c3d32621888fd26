import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { type Approval, type ClaimStatus, tracks } from '../../../../functions/claims/claim.ts';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { claimSettings } from '../../../../functions/claims/claim-settings.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { approve } from '../../../../functions/claims/rules/adjudication.ts';
import { adjudication } from '../../../../functions/claims/tasks/adjudication.ts';
import { type Money, moneyWording } from '../../../../functions/platform/money.ts';
import { aClaim, aPolicy, aWorld, cny, decidedBy, now, usd } from '../../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../../support/refusal.ts';

type Decision = z.output<typeof adjudication.decision>;

const { CNY: authority = Number.NaN } = claimSettings.authority['claims-handler'];
const approval = (amount: Money, given: Partial<Approval> = {}): Approval => ({
  outcome: 'approve',
  amount,
  breakdown: [{ label: 'repair-cost', amount }],
  note: '属实',
  ...given,
});
const maker = { sub: 'u-claims-handler', name: 'claims-handler' };
const proposed = (decision: Decision) => ({
  happened: 'decision-proposed',
  set: { proposal: { decision, maker } },
  data: { outcome: decision.outcome },
});

describe('a handler', () => {
  const of = (limitLeft: number, assessed = cny(authority)) =>
    decidedBy('claims-handler', aClaim('ADJUDICATION', { assessed }), {
      policy: aPolicy({ sumInsured: cny(limitLeft + 5), limitUsed: cny(5) }),
    });
  const roomy = of(10 * authority);

  test('approves within the own authority', () => {
    const decision = approval(cny(authority));
    expect(adjudication.decides(roomy, decision)).toStrictEqual(approve(roomy, decision, now));
  });

  test('proposes to approve what is above it', () => {
    const decision = approval(cny(authority + 1));
    expect(adjudication.decides(roomy, decision)).toStrictEqual(proposed(decision));
  });

  test('proposes as much as the cover left', () => {
    const decision = approval(cny(authority + 1));
    expect(adjudication.decides(of(authority + 1), decision)).toStrictEqual(proposed(decision));
  });

  test.each([
    ['in full', 1000, true],
    ['with a fifth more', 1200, true],
    ['with more than a fifth more', 1201, false],
  ])('approves a loss of 1000 %s, alone: %#', (_title, amount, alone) => {
    const world = of(10 * authority, cny(1000));
    const decision = approval(cny(amount));
    expect(adjudication.decides(world, decision)).toStrictEqual(
      alone ? approve(world, decision, now) : proposed(decision),
    );
  });

  test('proposes what is far above the loss before the deductible, however little is paid', () => {
    const policy = aPolicy({ deductible: cny(900) });
    const world = decidedBy('claims-handler', aClaim('ADJUDICATION', { assessed: cny(1000) }), { policy });
    const made = (loss: number) =>
      approval(cny(loss - 900), {
        breakdown: [
          { label: 'repair-cost', amount: cny(loss) },
          { label: 'deductible', amount: cny(900) },
        ],
      });
    expect(adjudication.decides(world, made(1200))).toStrictEqual(approve(world, made(1200), now));
    expect(adjudication.decides(world, made(1201))).toStrictEqual(proposed(made(1201)));
  });

  test('proposes an amount that needs no breakdown with the one that follows', () => {
    const amount = cny(authority + 1);
    const decision = approval(amount, { breakdown: [] });
    expect(adjudication.decides(of(10 * authority, amount), decision)).toStrictEqual(
      proposed({ ...decision, breakdown: [{ label: 'assessed-loss', amount }] }),
    );
  });

  test.each([
    ['approve nothing', roomy, cny(0), invalidAt(says.zeroIsDenial, '/amount/amount')],
    ['approve more than the cover left', of(99), cny(100), invalidAt(says.limitLeft(99, 'CNY'), '/amount/amount')],
    [
      'propose more than the cover left',
      of(authority),
      cny(authority + 1),
      invalidAt(says.limitLeft(authority, 'CNY'), '/amount/amount'),
    ],
    ['approve in another currency', roomy, usd(1), invalidAt(says.policyCurrency('CNY'), '/amount/currency')],
    [
      'propose in another currency',
      roomy,
      { amount: 1, currency: 'JPY' },
      invalidAt(says.policyCurrency('CNY'), '/amount/currency'),
    ],
  ])('may not %s', (_title, world, amount, refusal) => {
    expect(refusalOf(() => adjudication.decides(world, approval(amount)))).toEqual(refusal);
  });

  test('is told what does not add up before anybody reviews it', () => {
    const amount = cny(authority + 1);
    const decision = approval(amount, { breakdown: [{ label: 'repair-cost', amount: cny(1) }] });
    expect(refusalOf(() => adjudication.decides(roomy, decision))).toEqual(
      invalidAt(says.breakdownSum(moneyWording(cny(1))), '/breakdown'),
    );
  });

  test('proposes every denial, also where nothing of the cover is left', () => {
    const decision = { outcome: 'deny', clause: '第七条', reasons: '未投保' } as const;
    expect(adjudication.decides(of(0), decision)).toStrictEqual(proposed(decision));
  });
});

describe('an adjudication', () => {
  test.each<[string, ClaimStatus, string]>([
    ...tracks.map((track): [string, ClaimStatus, string] => [track, 'ADJUDICATION', 'claims-handler']),
    ...tracks.map((track): [string, ClaimStatus, string] => [track, 'DISPUTED', 'claims-supervisor']),
  ])('on the track %s of a claim that is %s lies with %s, or somebody senior', (track, status, usual) => {
    const senior = track === 'senior' || track === 'injury';
    const queue = adjudication.queue(aWorld(aClaim(status, { track })));
    expect(queue.name).toBe(senior ? claimQueues.supervisor.name : usual);
  });

  test('of a claim without a track lies with the handlers', () => {
    expect(adjudication.queue(aWorld(aClaim('REGISTERED')))).toBe(claimQueues.handler);
  });

  test('begins with a change of status', () => {
    expect(adjudication.opens(aWorld(aClaim('ASSESSED'))).change).toStrictEqual({
      happened: 'adjudication-started',
      set: { status: 'ADJUDICATION' },
    });
  });

  test('is given the loss, what was found of it, and the cover that is left', () => {
    const claim = { estimate: cny(400_000), doubts: ['reported-late'], documentsReceived: ['id-card'] };
    const policy = aPolicy({ sumInsured: cny(1000), limitUsed: cny(400), deductible: cny(50) });
    const world = aWorld(aClaim('DOCUMENTS_REQUESTED', claim), { policy });
    expect(adjudication.facts.parse(adjudication.opens(world).facts)).toStrictEqual({
      policyNumber: 'PM-1',
      lossAt: '2026-11-20T00:30:00.000Z',
      cause: 'glass',
      description: '前挡风玻璃破碎',
      estimate: cny(400_000),
      assessed: cny(320_000),
      injury: false,
      track: 'survey',
      doubts: ['reported-late'],
      documentsRequested: ['photos'],
      documentsReceived: ['id-card'],
      limitLeft: cny(600),
      currency: 'CNY',
      deductible: cny(50),
      otherClaims: [],
      otherClaimsFound: 0,
      documents: [],
      documentsFound: 0,
    });
  });
});
