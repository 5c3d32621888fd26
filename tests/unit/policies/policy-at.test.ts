import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Policy, policyStatuses, type Standing, type Statement } from '../../../functions/policies/policy.ts';
import { policyAt, policyAtEnd, termAt } from '../../../functions/policies/policy-at.ts';
import { restate } from '../../../functions/policies/policy-terms.ts';
import { aPolicy, cny } from '../../support/record-fixtures.ts';
import { aTerm, on, said } from './statements.ts';

/** What is said of the fixtures' policy, one after the other: when it is recorded, what, and from when. */
type Told = readonly [recorded: string, change: Partial<Statement>, validFrom?: string];

function retold(told: readonly Told[], policy = aPolicy()): Policy {
  return told.reduce(
    (term, [recorded, change, validFrom]) =>
      restate(term, said(change), { now: new Date(on(recorded)), ...(validFrom && { validFrom: on(validFrom) }) }),
    policy,
  );
}

describe('what holds at a moment', () => {
  const loss = '2026-05-20';
  const cancelled = { status: 'CANCELLED' } as const;
  const suspended = { status: 'SUSPENDED' } as const;
  const sold = { customerId: 'cus_li', branchId: 'SH-01' };
  const asItWas: Partial<Policy> = { status: 'IN_FORCE', customerId: 'cus_wang', branchId: 'BJ-01' };

  test.each<[string, readonly Told[], Partial<Policy>]>([
    ['of a term of which nothing more was said', [], asItWas],
    ['is in force where it is cancelled after the loss', [['2026-06-01', cancelled]], asItWas],
    [
      'is suspended over the loss',
      [
        ['2026-05-01', suspended],
        ['2026-06-01', {}],
      ],
      suspended,
    ],
    [
      'is not suspended where that was over before',
      [
        ['2026-05-01', suspended],
        ['2026-05-10', {}],
      ],
      asItWas,
    ],
    ['belongs to who sold it after the loss', [['2026-06-01', sold]], asItWas],
    ['belongs to the buyer where it was sold before', [['2026-05-01', sold]], { ...asItWas, ...sold }],
    ['belongs to the buyer where it is told late', [['2026-07-01', sold, '2026-05-01']], { ...asItWas, ...sold }],
    ['is cancelled where that is dated back before the loss', [['2026-06-01', cancelled, '2026-04-01']], cancelled],
    ['is cancelled from that very moment on', [['2026-06-01', cancelled, loss]], cancelled],
    [
      'is in force where a cancellation dated back is taken back later',
      [
        ['2026-06-01', cancelled, '2026-04-01'],
        ['2026-07-01', {}, '2026-04-01'],
      ],
      asItWas,
    ],
    [
      'is as it was recorded last, though something earlier applies later',
      [
        ['2026-06-01', suspended, '2026-05-10'],
        ['2026-07-01', cancelled, '2026-05-01'],
      ],
      cancelled,
    ],
    [
      'is covered as the whole term is',
      [['2026-07-01', { sumInsured: cny(5), perils: ['fire'] }]],
      { ...asItWas, sumInsured: cny(5), perils: ['fire'] },
    ],
    [
      'is the sale where a cover is corrected with it',
      [['2026-05-01', { ...sold, plan: 'basic' }]],
      { ...sold, plan: 'basic' },
    ],
  ])('%s', (_title, told, expected) => {
    const record = retold(told);
    const held = policyAt(record, on(loss));
    expect(held).toMatchObject(expected);
    expect(held.record).toBe(record);
  });

  test('before the term begins is what was said first', () => {
    expect(policyAt(retold([['2026-06-01', cancelled]]), on('2025-01-01'))).toMatchObject(asItWas);
  });

  test('carries what claims have used, and whether it is the latest term', () => {
    const record = aPolicy({ limitUsed: cny(70) });
    expect(policyAt(record, on(loss))).toStrictEqual({ ...record, record, isLatest: true });
    expect(policyAt(record, on(loss), false)).toMatchObject({ isLatest: false });
  });

  test('of a term that is over is told as it ended, whatever was said of the time after', () => {
    expect(policyAtEnd(retold([['2027-01-01', sold]]))).toMatchObject(asItWas);
    expect(policyAtEnd(retold([['2027-02-01', sold, '2026-12-31']]))).toMatchObject(sold);
  });
});

describe('the term of a moment', () => {
  const first = aTerm(1, '2024-01-01', '2025-01-01');
  const second = aTerm(2, '2025-01-01', '2026-01-01');
  const third = aTerm(3, '2026-03-01', '2027-03-01');

  test.each<[string, string, Policy]>([
    ['within the last term', '2026-05-01', third],
    ['at its start', '2026-03-01', third],
    ['after its end', '2028-01-01', third],
    ['in the gap before it', '2026-02-01', second],
    ['at the end of an earlier one, which is the start of the next', '2025-01-01', second],
    ['within the first', '2024-05-01', first],
    ['before the first', '2023-05-01', first],
  ])('%s', (_title, moment, term) => {
    expect(termAt([third, second, first], on(moment))).toBe(term);
  });

  test('is the only one there is', () => {
    expect(termAt([first], on('2020-01-01'))).toBe(first);
  });
});

describe('in whatever order things are learnt', () => {
  const days = fc.integer({ min: 1, max: 27 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`);
  const saying = fc.record({
    change: fc.record({
      status: fc.constantFrom(...policyStatuses),
      customerId: fc.constantFrom('cus_wang', 'cus_li'),
      branchId: fc.constantFrom('BJ-01', 'SH-01'),
      plan: fc.constantFrom('a', 'b'),
    }),
    validFrom: days,
  });
  const sayings = fc.array(saying, { maxLength: 12 });
  const recorded = (place: number) => `2026-03-${String(place + 1).padStart(2, '0')}`;
  const toldOf = (all: readonly { change: Partial<Statement>; validFrom: string }[]) =>
    all.map(({ change, validFrom }, place): Told => [recorded(place), change, validFrom]);

  test('what holds at a moment is the latest recorded statement that is valid then', () => {
    fc.assert(
      fc.property(sayings, days, (all, day) => {
        const first: Standing = aPolicy();
        const latest = all.findLast(({ validFrom }) => validFrom <= day)?.change ?? first;
        const { status, customerId, branchId, plan } = policyAt(retold(toldOf(all)), on(day));
        expect({ status, customerId, branchId }).toEqual({
          status: latest.status,
          customerId: latest.customerId,
          branchId: latest.branchId,
        });
        expect(plan).toBe(all.at(-1)?.change.plan ?? aPolicy().plan);
      }),
    );
  });

  test('what was said never shrinks or changes, and a repeat adds nothing', () => {
    fc.assert(
      fc.property(sayings, (all) => {
        let policy = aPolicy();
        for (const told of toldOf(all)) {
          const after = retold([told], policy);
          expect(after.revisions?.slice(0, policy.revisions?.length ?? 0) ?? []).toEqual(policy.revisions ?? []);
          expect(retold([told], after)).toBe(after);
          policy = after;
        }
      }),
    );
  });
});
