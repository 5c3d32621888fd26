import { describe, expect, test } from '@jest/globals';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { survey } from '../../../../functions/claims/tasks/survey.ts';
import { aClaim, aTask, at, aWorld, cny, decidedBy, HOUR, usd } from '../../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../../support/refusal.ts';

const assess = (amount: { amount: number; currency: string }) =>
  survey.decides(decidedBy('surveyor', aClaim('SURVEY')), { outcome: 'assessed', amount, findings: '前挡风玻璃更换' });

describe('a surveyor', () => {
  test.each([0, 1, 40_000_000])('assesses a loss at %d fen, whatever cover is left for it', (amount) => {
    expect(assess(cny(amount))).toStrictEqual({
      happened: 'assessed',
      set: { status: 'ASSESSED', assessed: cny(amount) },
    });
  });

  test("assesses in the policy's currency alone", () => {
    expect(refusalOf(() => assess(usd(1)))).toEqual(invalidAt(says.policyCurrency('CNY'), '/amount/currency'));
  });
});

describe('a survey', () => {
  test('begins with the loss, and lies with the surveyors', () => {
    const world = aWorld(aClaim('TRIAGED'));
    const { facts, change } = survey.opens(world);
    expect(change).toStrictEqual({ happened: 'survey-ordered', set: { status: 'SURVEY' } });
    expect(survey.facts.parse(facts)).toMatchObject({ policyNumber: 'PM-1', cause: 'glass', currency: 'CNY' });
    expect(survey.queue(world)).toBe(claimQueues.surveyor);
  });

  test.each([
    ['at the time that was agreed with them', at(HOUR), at(HOUR)],
    ['by the time that it is due, where none was agreed', undefined, at(3 * HOUR)],
  ])('tells the customer who comes, %s', (_title, appointmentAt, expected) => {
    const task = aTask({ kind: 'survey', dueAt: at(3 * HOUR) });
    const assignee = { sub: 'u-zhao', name: '赵查勘' };
    expect(survey.assigned?.(aWorld(aClaim('SURVEY')), { task, assignee, appointmentAt })).toStrictEqual({
      happened: 'surveyor-appointed',
      data: { surveyor: 'u-zhao', at: expected },
      tells: [{ template: 'claim-surveyor-appointed', model: { surveyor: '赵查勘', at: expected } }],
    });
  });
});
