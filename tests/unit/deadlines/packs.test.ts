import { describe, expect, test } from '@jest/globals';
import { latestOf, packNames, packOf, ruleIn, ruleOf, rulesFor } from '../../../functions/deadlines/packs/packs.ts';
import { clockOf, type Rule, rulePack } from '../../../functions/deadlines/packs/rule.ts';
import type { Facts } from '../../../functions/deadlines/packs/scope.ts';

const title = { en: 'Answer', 'zh-CN': '答复' };
const citation = { text: 'Law, art. 1', source: "the law's own text", readOn: '2026-08-07' };
const stated = { title, citation, mark: 'P', verified: true, class: 'law', inForceFrom: '2020-01-01' };
const answer = { ...stated, id: 'answer', clock: 'answer', unit: 'natural-day', length: 10 };

/** A pack of the law, of the rules given. */
function packOfRules(...rules: readonly object[]) {
  const days = { zone: 'Asia/Shanghai', calendar: 'CN', rungs: [50, 100] };
  return { pack: 'X', version: '1', class: 'law', notice: 'A lawyer must review it.', ...days, rules };
}

describe('a pack is refused', () => {
  const broken: [string, readonly object[], string][] = [
    ['a rule twice', [{ ...answer, clock: 'a' }, answer], 'The rule answer is there twice'],
    [
      'a promise among laws',
      [{ ...answer, class: 'promise' }],
      'The rule answer is of class promise in a pack of class law',
    ],
    ['what is unverified as verified', [{ ...answer, mark: 'U' }], 'The rule answer is marked U, and verified'],
    ['an unknown line', [{ ...answer, appliesTo: { lines: ['pet'] } }], 'Invalid option'],
    ['a scope that fits nothing', [{ ...answer, appliesTo: { tiers: [] } }], 'Too small'],
    ['an unknown unit', [{ ...answer, unit: 'week' }], 'Invalid option'],
    ['no length', [{ ...answer, length: 0 }], 'Too small'],
    ['an unknown criterion', [{ ...answer, appliesTo: { line: 'life' } }], 'Unrecognized key'],
    ['a start that is no event', [{ ...answer, startedBy: ['reported'] }], 'Invalid string'],
    ['a clock that nothing keeps', [{ ...answer, startedBy: ['a.b.v1'] }], 'Nothing keeps the rule answer'],
    ['two equally particular rules', [answer, { ...answer, id: 'other' }], 'The rules answer and other may both apply'],
    [
      'two rules by criteria that one case may meet both',
      [
        { ...answer, appliesTo: { lines: ['life', 'health'] } },
        { ...answer, id: 'other', appliesTo: { holders: ['person'] } },
      ],
      'The rules answer and other may both apply',
    ],
  ];
  test.each(broken)('with %s', (_title, rules, message) => {
    expect(() => rulePack.parse(packOfRules(...rules))).toThrow(message);
  });

  const sound: [string, readonly object[]][] = [
    [
      'of other lines',
      [
        { ...answer, appliesTo: { lines: ['life'] } },
        { ...answer, id: 'other', appliesTo: { lines: ['motor'] } },
      ],
    ],
    [
      'for complex cases, and for others',
      [
        { ...answer, appliesTo: { complex: true } },
        { ...answer, id: 'other', appliesTo: { complex: false } },
      ],
    ],
    [
      'that follow one another',
      [
        { ...answer, inForceTo: '2025-12-31' },
        { ...answer, id: 'other', inForceFrom: '2026-01-01' },
      ],
    ],
    ['of other clocks', [answer, { ...answer, id: 'other', clock: 'other' }]],
  ];
  test.each(sound)('but not with two rules %s', (_title, rules) => {
    expect(rulePack.parse(packOfRules(...rules)).rules).toHaveLength(2);
  });
});

describe('the registry', () => {
  test('has the packs of China, of its promises, its draft and its trial, of the UK and California', () => {
    expect(packNames).toEqual(['CN', 'CN-promise', 'CN-draft', 'CN-trial', 'UK', 'US-CA']);
    for (const name of packNames) expect(packOf(name, '2026-11')).toBe(latestOf(name));
  });

  test('finds a rule by its reference for good', () => {
    expect(ruleOf({ pack: 'CN', version: '2026-11', id: 'art24' })).toMatchObject({ unit: 'natural-day', length: 3 });
  });

  test.each([
    ['a pack', () => latestOf('FR'), 'There is no rule pack FR'],
    ['a version', () => packOf('CN', '1999-01'), 'There is no rule pack CN 1999-01'],
    ['a rule', () => ruleIn(latestOf('CN'), 'art999'), 'The rule pack CN 2026-11 has no rule art999'],
  ])('throws for %s that is not there', (_title, look, message) => expect(look).toThrow(message));
});

describe('the rules for a case', () => {
  const law = { allowsUnverified: false };

  /** What the packs of China say a clock is, on a day of 2026. */
  function said(pack: string, clock: string, facts: Facts): string | undefined {
    const found = rulesFor(latestOf(pack), facts, '2026-11-25', law).filter((rule) => clockOf(rule) === clock);
    return found.map(({ length, unit }) => `${length} ${unit}`).join();
  }

  const assessments: [string, Facts, string][] = [
    ['a motor claim', { line: 'motor' }, '30 natural-day'],
    ['compulsory motor cover', { line: 'motor', product: 'compulsory-motor' }, '5 natural-day'],
    ['a person’s life claim', { line: 'life', holder: 'person', complex: false }, '5 working-day'],
    ['one that nobody has found complex', { line: 'accident', holder: 'person' }, '5 working-day'],
    ['a complex one', { line: 'health', holder: 'person', complex: true }, '30 natural-day'],
    ['a group’s', { line: 'life', holder: 'group', complex: false }, '30 natural-day'],
    ['one of which nobody knows whose it is', { line: 'life' }, '30 natural-day'],
  ];
  test.each(assessments)('time the assessment of %s', (_title, facts, length) => {
    expect(said('CN', 'assessment', facts)).toBe(length);
  });

  const promises: [string, string, Facts, string][] = [
    ['a decision', 'decision', { line: 'motor' }, '24 hour'],
    ['a decision for a standard customer', 'decision', { line: 'motor', tier: 'standard' }, '24 hour'],
    ['a decision for a premium customer', 'decision', { line: 'motor', tier: 'premium' }, '8 hour'],
    ['a small payment', 'payment', { line: 'motor', complex: false }, '24 hour'],
    ['a large payment', 'payment', { line: 'motor', complex: true }, '10 natural-day'],
    ['a surveyor for a car', 'dispatch', { line: 'motor' }, '5 minute'],
    ['no surveyor for a journey', 'dispatch', { line: 'travel' }, ''],
    ['an acknowledgement by letter', 'complaint-acknowledgement', { line: 'life', channel: 'letter' }, '1 working-day'],
    ['an acknowledgement by app', 'complaint-acknowledgement', { line: 'life', channel: 'app' }, '10 minute'],
  ];
  test.each(promises)('promise %s', (_title, clock, facts, length) => {
    expect(said('CN-promise', clock, facts)).toBe(length);
  });

  test('are one for each clock', () => {
    const clocks = rulesFor(latestOf('CN'), { line: 'motor', product: 'compulsory-motor' }, '2026-11-25', law).map(
      clockOf,
    );
    expect(new Set(clocks).size).toBe(clocks.length);
  });

  const facts = { line: 'life' } as const;
  const idsOn = (day: string, rules: readonly object[]) =>
    rulesFor(rulePack.parse(packOfRules(...rules)), facts, day, law).map(({ id }) => id);

  test.each([
    ['2019-12-31', []],
    ['2020-01-01', ['answer']],
    ['2025-12-31', ['answer']],
    ['2026-01-01', ['later']],
  ])('are those in force on %s', (day, ids) => {
    const later = { ...answer, id: 'later', inForceFrom: '2026-01-01', length: 5 };
    expect(idsOn(day, [{ ...answer, inForceTo: '2025-12-31' }, later])).toEqual(ids);
  });

  test('are none of the law that nobody verified, unless the stage allows it: then the general rule holds', () => {
    const particular = { ...answer, id: 'particular', appliesTo: { lines: ['life'] }, mark: 'S', verified: false };
    const pack = rulePack.parse(packOfRules(answer, particular));
    const ids = (allowsUnverified: boolean) =>
      rulesFor(pack, facts, '2026-11-25', { allowsUnverified }).map(({ id }) => id);
    expect([ids(false), ids(true)]).toEqual([['answer'], ['particular']]);
  });

  test('of a promise or a draft need no verification', () => {
    const decisions = rulesFor(latestOf('CN-draft'), facts, '2026-11-25', law).map(({ id }) => id);
    expect(decisions).toEqual(['cmp.decide.simple', 'cmp.review.window', 'cmp.review.decide']);
  });
});

describe('what was read, and what was not', () => {
  const all = packNames.flatMap((name) =>
    latestOf(name).rules.map((rule): [string, Rule] => [`${name} ${rule.id}`, rule]),
  );

  test.each(all)('%s is verified only where it was read in the primary text', (_name, { mark, verified }) => {
    expect(verified).toBe(mark === 'P');
  });

  test('the draft is a trial in every figure', () => {
    for (const { mark, note } of latestOf('CN-draft').rules) {
      expect(mark).toBe('U');
      expect(note?.en).toMatch(/not the text/);
    }
  });
});
