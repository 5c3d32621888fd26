import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { latestOf, packNames, ruleIn } from '../../../functions/deadlines/packs/packs.ts';
import { templateNames } from '../../../functions/letters.ts';

const functions = join(import.meta.dirname, '../../../functions');
const sources = globSync('{cases,claims,payments}/**/*.ts', { cwd: functions }).map((file) =>
  readFileSync(join(functions, file), 'utf8'),
);
const texts = packNames.map((name) => JSON.stringify(latestOf(name).rules)).join();
const named = (pattern: RegExp) => [...new Set([...texts.matchAll(pattern)].map(([, name = '']) => name))].sort();

/** Events of claims whose rules came before them. */
const announced = ['surveyor-appointed', 'surveyor-called'];

test.each(named(/"claim\.([a-z-]+)\.v1"/g))('a claim tells that it is %s', (event) => {
  const told = sources.some((source) => source.includes(`'${event}'`));
  expect(told || announced.includes(event)).toBe(true);
});

test.each(named(/"letter":"(claim-[a-z-]+)"/g))('%s is a letter of the product', (letter) => {
  expect(templateNames).toContain(letter);
});

test('art. 23 counts from the claim with its documents, not from the notice of loss, until it is decided', () => {
  expect(ruleIn(latestOf('CN'), 'art23-assess')).toMatchObject({
    startedBy: ['claim.documents-submitted.v1'],
    pausedBy: [
      { told: { letter: 'claim-documents-requested', by: 'receipt' }, until: ['claim.documents-completed.v1'] },
    ],
    unless: 'contract',
    endedBy: ['claim.withdrawn.v1'],
  });
});

test('art. 24 counts from the decision, and the dispatch of the letter keeps it', () => {
  expect(ruleIn(latestOf('CN'), 'art24')).toMatchObject({
    startedBy: ['claim.denied.v1'],
    satisfiedBy: [{ letter: 'claim-denied', by: 'dispatch' }],
  });
});

test('art. 22 asks for something, but sets no time', () => {
  const { duties, rules } = latestOf('CN');
  expect(duties.map(({ id }) => id)).toContain('art22');
  expect(rules.map(({ id }) => id)).not.toContain('art22');
});

/** The same clock is a decision to a customer, and an adjudication among tasks. */
const clocks = Object.entries(claimSettings.taskHours).map(([task, hours]) => [
  task === 'adjudication' ? 'decision' : task,
  hours,
]);

test.each(clocks)('the promise %s is what its task is given: %i hours', (clock, length) => {
  expect(ruleIn(latestOf('CN-promise'), String(clock))).toMatchObject({ unit: 'hour', length });
});
