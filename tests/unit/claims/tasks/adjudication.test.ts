import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { type Approval, type ClaimStatus, tracks } from '../../../functions/claims/claim.ts';
import { claimQueues } from '../../../functions/claims/claim-queues.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { approve } from '../../../functions/claims/rules/adjudication.ts';
import { adjudication } from '../../../functions/claims/tasks/adjudication.ts';
import type { Money } from '../../../functions/platform/money.ts';
import { aClaim, aPolicy, aWorld, cny, decidedBy, now, usd } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

type Decision = z.output<typeof adjudication.decision>;

const { CNY: authority = Number.NaN } = claimSettings.authority['claims-handler'];
const approval = (amount: Money): Approval => ({ outcome: 'approve', amount, breakdown: [], note: '属实' });
const maker = { sub: 'u-claims-handler', name: 'claims-handler' };
const proposed = (decision: Decision) => ({
  happened: 'decision-proposed',
  set: { proposal: { decision, maker } },
  data: { outcome: decision.outcome },
});

describe('a handler', () => {
  const of = (limitLeft: number) =>
    decidedBy('claims-handler', aClaim('ADJUDICATION'), {
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
    });
  });
});
