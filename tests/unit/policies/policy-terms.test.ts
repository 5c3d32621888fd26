import { describe, expect, test } from '@jest/globals';
import type { Policy, Statement } from '../../../functions/policies/policy.ts';
import {
  nextTerm,
  type Place,
  placeOf,
  restate,
  type Terms,
  takeOn,
  wrongValidFrom,
} from '../../../functions/policies/policy-terms.ts';
import { says } from '../../../functions/policies/policy-wordings.ts';
import { aPolicy, cny, now } from '../../support/record-fixtures.ts';
import { aTerm, on, said } from './statements.ts';

const recordedAt = now.toISOString();

describe('what is said under the number of a policy', () => {
  const first = aTerm(1, '2024-01-01', '2025-01-01');
  const second = aTerm(2, '2025-01-01', '2026-01-01');
  const third = aTerm(3, '2026-03-01', '2027-03-01');
  const terms: Terms = [third, second, first];
  const refused = (detail: ReturnType<typeof says.overlapsTerms>): Place => ({
    refused: { pointer: '/effectiveAt', detail },
  });
  const between = refused(says.noTermThen(on('2027-03-01')));

  test.each<[string, string, string, Place]>([
    ['that begins as the last term ends', '2027-03-01', '2028-03-01', 'opens'],
    ['that begins after a gap', '2027-06-01', '2028-06-01', 'opens'],
    ['with the dates of the last term', '2026-03-01', '2027-03-01', { corrects: third }],
    ['that makes the last term longer', '2026-03-01', '2027-06-01', { corrects: third }],
    ['that begins a day before the last term ends', '2027-02-28', '2028-02-28', { corrects: third }],
    ['that lies within the last term', '2026-04-01', '2026-05-01', { corrects: third }],
    ['that begins the last term within the gap before', '2026-02-01', '2027-03-01', { corrects: third }],
    ['with the dates of an earlier term', '2024-01-01', '2025-01-01', { corrects: first }],
    ['that ends an earlier term sooner', '2025-01-01', '2025-07-01', { corrects: second }],
    ['that ends an earlier term within the gap behind', '2025-01-01', '2026-02-01', { corrects: second }],
    ['that begins the first term sooner', '2023-12-01', '2025-01-01', { corrects: first }],
    ['that would run into the next term', '2024-01-01', '2025-01-02', refused(says.overlapsTerms('1, 2'))],
    ['that spans all terms', '2023-01-01', '2027-02-01', refused(says.overlapsTerms('1, 2, 3'))],
    ['that lies in a gap', '2026-01-01', '2026-03-01', between],
    ['that ends as the first term begins', '2023-01-01', '2024-01-01', between],
  ])('%s opens a term, corrects one or is refused', (_title, effectiveAt, expiresAt, place) => {
    expect(placeOf({ effectiveAt: on(effectiveAt), expiresAt: on(expiresAt) }, terms)).toStrictEqual(place);
  });
});

describe('the moment from which a status applies', () => {
  const term = { effectiveAt: on('2026-01-01'), expiresAt: on('2027-01-01') };
  const coming = { effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01') };
  const outside = { pointer: '/validFrom', detail: says.outsideOfTerm };
  const ahead = { pointer: '/validFrom', detail: says.validFromAhead };

  test.each<[string, Pick<Policy, 'effectiveAt' | 'expiresAt'>, string | undefined, object | undefined]>([
    ['not said', term, undefined, undefined],
    ["the term's start", term, on('2026-01-01'), undefined],
    ['just before the start', term, '2025-12-31T23:59:59.999Z', outside],
    ['within the term', term, on('2026-06-01'), undefined],
    ['now', term, recordedAt, undefined],
    ['just after now', term, new Date(now.getTime() + 1).toISOString(), ahead],
    ["the term's end", term, on('2027-01-01'), outside],
    ['the start of a term that is still to come', coming, on('2027-01-01'), undefined],
    ['within a term that is still to come', coming, on('2027-02-01'), ahead],
  ])('may or may not be %s', (_title, dates, validFrom, wrong) => {
    expect(wrongValidFrom(dates, { validFrom, now })).toStrictEqual(wrong);
  });
});

describe('a policy that is taken on', () => {
  const dollars = said({ sumInsured: { amount: 100, currency: 'USD' } });
  const fresh = { version: 1, createdAt: recordedAt, updatedAt: recordedAt };

  test('is its first term, with nothing of its limit used, in its own currency', () => {
    const limitUsed = { amount: 0, currency: 'USD' };
    expect(takeOn(dollars, { now })).toStrictEqual({ ...dollars, term: 1, limitUsed, ...fresh });
  });

  test.each(['2026-01-01', '2025-12-31'])('as cancelled from its start on was never in force: %s', (validFrom) => {
    const cancelled = said({ status: 'CANCELLED' });
    const policy = takeOn(cancelled, { validFrom: on(validFrom), now });
    expect(policy).toStrictEqual({ ...cancelled, term: 1, limitUsed: cny(0), ...fresh });
  });

  test('as cancelled from a moment on was in force before', () => {
    const policy = takeOn(said({ status: 'CANCELLED' }), { validFrom: on('2026-06-01'), now });
    expect(policy).toMatchObject({
      status: 'CANCELLED',
      version: 1,
      revisions: [
        { validFrom: on('2026-01-01'), recordedAt, stated: { status: 'IN_FORCE', customerId: 'cus_wang' } },
        { validFrom: on('2026-06-01'), recordedAt, stated: { status: 'CANCELLED' } },
      ],
    });
  });

  test('is renewed by a term of its own, whose limit is whole', () => {
    const before = aPolicy({ term: 3, version: 8, limitUsed: cny(900) });
    const next = said({ effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01') });
    expect(nextTerm(before, next, { now })).toStrictEqual({
      ...next,
      ...fresh,
      term: 4,
      insuredSince: before.effectiveAt,
      version: 9,
      limitUsed: cny(0),
    });
  });
});

describe('cover without a gap', () => {
  const before = aPolicy({ term: 2, insuredSince: on('2020-01-01'), expiresAt: on('2027-01-01') });
  const renewal = { effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01') };

  test.each<[string, Policy, object, string | undefined]>([
    ['goes on from the first term', before, renewal, on('2020-01-01')],
    ['begins anew after a gap', before, { ...renewal, effectiveAt: on('2027-01-02') }, undefined],
    ['begins anew where the term before was not in force', { ...before, status: 'CANCELLED' }, renewal, undefined],
  ])('%s', (_title, latest, given, since) => {
    const opened = nextTerm(latest, said(given), { now });
    expect(opened.insuredSince).toBe(since);
    const { insuredSince } = restate(opened, said({ ...given, plan: 'basic' }), { now });
    expect(insuredSince).toBe(since);
    const moved = restate(opened, said({ ...given, effectiveAt: on('2027-02-01') }), { now });
    expect(moved.insuredSince).toBeUndefined();
  });
});

describe('a row of the core system', () => {
  const stored = aPolicy({ term: 2, version: 5, limitUsed: cny(700), deductible: cny(50) });
  const base = said({ deductible: cny(50) });
  const { policyNumber, ...first } = base;
  const original = { validFrom: on('2026-01-01'), recordedAt: stored.createdAt, stated: first };
  const told = (change: Partial<Statement>, validFrom?: string, term = stored) =>
    restate(term, { ...base, ...change }, { validFrom, now });

  test.each<[string, Partial<Statement>]>([
    ['another cover', { plan: 'third-party', sumInsured: cny(1000), perils: ['glass'], waitingDays: 3 }],
    ['another end', { expiresAt: on('2027-02-01') }],
    ['something more', { coverage: 'full', premium: cny(1), premiumFrequency: 'yearly', externalRef: 'K-1' }],
  ])('with %s corrects the whole term, and leaves what claims have used', (_title, change) => {
    expect(told(change)).toStrictEqual({
      ...stored,
      ...change,
      revisions: [original, { validFrom: on('2026-01-01'), recordedAt, stated: change }],
    });
  });

  test('that moves the start applies from the new one', () => {
    const change = { effectiveAt: on('2026-02-01') };
    expect(told(change).revisions?.at(-1)).toStrictEqual({ validFrom: on('2026-02-01'), recordedAt, stated: change });
  });

  test('without a field takes it away', () => {
    const after = restate(stored, said(), { now });
    expect(after).not.toHaveProperty('deductible');
    expect(after.revisions?.at(-1)?.stated).toStrictEqual({ deductible: null });
  });

  test.each<[string, Partial<Statement>]>([
    ['another status', { status: 'SUSPENDED' }],
    ['another customer', { customerId: 'cus_li' }],
    ['another branch', { branchId: 'SH-01' }],
  ])('with %s applies from now, or from when it says', (_title, change) => {
    const revised = (validFrom: string) => [original, { validFrom, recordedAt, stated: change }];
    expect(told(change)).toStrictEqual({ ...stored, ...change, revisions: revised(recordedAt) });
    expect(told(change, on('2026-06-01')).revisions).toStrictEqual(revised(on('2026-06-01')));
  });

  test('with another cover and another status says two things', () => {
    const { revisions } = told({ plan: 'basic', status: 'SUSPENDED' }, on('2026-06-01'));
    expect(revisions?.slice(1)).toStrictEqual([
      { validFrom: on('2026-01-01'), recordedAt, stated: { plan: 'basic' } },
      { validFrom: on('2026-06-01'), recordedAt, stated: { status: 'SUSPENDED' } },
    ]);
  });

  test('adds to what was said before, and takes nothing of it away', () => {
    const once = told({ plan: 'basic' });
    const twice = told({ plan: 'third-party' }, undefined, once);
    expect(twice.revisions?.slice(0, -1)).toStrictEqual(once.revisions);
    expect(twice.revisions).toHaveLength(3);
  });

  test('with another profile keeps no revision of it: it is no part of the contract', () => {
    expect(told({ profile: { segment: 'family' } })).toStrictEqual({ ...stored, profile: { segment: 'family' } });
    const revised = told({ plan: 'basic' });
    expect(told({ plan: 'basic', profile: { segment: 'family' } }, undefined, revised).revisions).toStrictEqual(
      revised.revisions,
    );
  });

  test('in another currency counts an unused limit in it', () => {
    const dollars = { sumInsured: { amount: 5, currency: 'USD' } };
    const unused = { ...stored, limitUsed: cny(0) };
    expect(told(dollars, undefined, unused).limitUsed).toStrictEqual({ amount: 0, currency: 'USD' });
  });

  describe('says nothing new', () => {
    const cancelled = told({ status: 'CANCELLED' }, on('2026-06-01'));
    const revived = told({}, on('2026-09-01'), cancelled);

    test.each<[string, Policy, Partial<Statement>, string | undefined]>([
      ['as it repeats everything', stored, { perils: [...base.perils] }, undefined],
      ['as it repeats everything and says from when', stored, {}, on('2026-06-01')],
      ['as it repeats the status', cancelled, { status: 'CANCELLED' }, undefined],
      ['as it repeats status and moment', cancelled, { status: 'CANCELLED' }, on('2026-06-01')],
      ['as the status holds at a later moment', cancelled, { status: 'CANCELLED' }, on('2026-07-01')],
      ['as the status that was revived holds', revived, {}, on('2026-10-01')],
    ])('%s', (_title, term, change, validFrom) => {
      expect(told(change, validFrom, term)).toBe(term);
    });

    test.each<[string, Policy, Partial<Statement>, string]>([
      ['a cancellation is dated back', cancelled, { status: 'CANCELLED' }, on('2026-05-01')],
      [
        'it is said again of a time in which it does not hold throughout',
        revived,
        { status: 'CANCELLED' },
        on('2026-06-01'),
      ],
      ['what holds now is said of a time in which it did not', revived, {}, on('2026-05-01')],
    ])('but not where %s', (_title, term, change, validFrom) => {
      const after = told(change, validFrom, term);
      const stated = { status: change.status ?? 'IN_FORCE' };
      expect(after.revisions?.at(-1)).toStrictEqual({ validFrom, recordedAt, stated });
    });
  });
});
