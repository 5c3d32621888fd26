import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { claimType } from '../../../functions/claims/claim-type.ts';
import { adjudication } from '../../../functions/claims/tasks/adjudication.ts';
import { documents } from '../../../functions/claims/tasks/documents.ts';
import { injuryContact } from '../../../functions/claims/tasks/injury-contact.ts';
import { offer } from '../../../functions/claims/tasks/offer.ts';
import { payeeCheck } from '../../../functions/claims/tasks/payee-check.ts';
import { paymentInquiry } from '../../../functions/claims/tasks/payment-inquiry.ts';
import { paymentRecovery } from '../../../functions/claims/tasks/payment-recovery.ts';
import { paymentRepair } from '../../../functions/claims/tasks/payment-repair.ts';
import { review } from '../../../functions/claims/tasks/review.ts';
import { survey } from '../../../functions/claims/tasks/survey.ts';
import { latestOf, packNames, ruleIn } from '../../../functions/deadlines/packs/packs.ts';
import { clockOf } from '../../../functions/deadlines/packs/rule.ts';
import { templateNames } from '../../../functions/letters.ts';

const functions = join(import.meta.dirname, '../../../functions');
const sources = globSync('{cases,claims,payments}/**/*.ts', { cwd: functions }).map((file) =>
  readFileSync(join(functions, file), 'utf8'),
);
const texts = packNames.map((name) => JSON.stringify(latestOf(name).rules)).join();
const named = (pattern: RegExp) => [...new Set([...texts.matchAll(pattern)].map(([, name = '']) => name))].sort();

test.each(named(/"claim\.([a-z-]+)\.v1"/g))('a claim tells that it is %s', (event) => {
  expect(sources.some((source) => source.includes(`'${event}'`))).toBe(true);
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

/** Step Functions ends an execution after a year: one that is 300 days old must come to its next step before. */
const LONGEST = 60 * 24;

const clocks = new Set([
  ...[survey, injuryContact, adjudication, review, documents, offer, payeeCheck, paymentRepair].map(
    ({ clock }) => clock,
  ),
  ...[paymentInquiry, paymentRecovery].map(({ clock }) => clock),
  claimType.handover.clock,
  claimType.outreach?.clock,
]);

test.each([...clocks])('%s is a promise for every case, whose task the workflow can wait for', (clock) => {
  const packs = (claimType.clocks?.packs() ?? []).map(latestOf).filter((pack) => pack.class === 'promise');
  const promises = packs.flatMap(({ rules }) => rules).filter((rule) => clockOf(rule) === clock);
  const usual = promises.find(({ appliesTo }) => !appliesTo);
  expect(usual).toMatchObject({ unit: 'hour' });
  for (const { unit, length } of promises) expect(unit === 'hour' ? length : 24 * length).toBeLessThanOrEqual(LONGEST);
});

test('a hand-over has the same time for everybody, which the definition of the workflow has in it', () => {
  const { clock } = claimType.handover;
  expect(latestOf('CN-promise').rules.filter((rule) => clockOf(rule) === clock)).toHaveLength(1);
});
