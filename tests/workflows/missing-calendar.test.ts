import { afterEach, expect, test } from '@jest/globals';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { loadYear } from '../../functions/deadlines/calendars/calendars.ts';
import { missingYear } from '../../functions/deadlines/calendars/missing-year.ts';
import { forgetYear } from '../../functions/deadlines/calendars/released.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { customer, handler, storyOf } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { motorPolicy, wang } from '../support/portfolio.ts';

const DAY = 86_400_000;
const health = { ...motorPolicy, line: 'health', perils: ['illness'], insuredObject: undefined } as const;

/** As the State Council may publish it: the tests know of no notice. */
const cn2027 = {
  ...{ calendar: 'CN', year: 2027, source: 'made up for this test', papers: ['made up for this test'] },
  ...{ off: { '2027-01-01': '元旦' }, makeUp: {} },
};
afterEach(() => forgetYear('CN', 2027));

test('a working-day clock that reaches into a year without a calendar loses nothing, and is computed when that is loaded', async () => {
  const it = await house({ seed: 1 });
  const { insuredObject, ...policy } = health;
  await it.table.commit([...createCustomer(wang), policies.create({ ...policy, perils: ['illness'] })]);
  const story = storyOf(it);
  // 28 December 2026 is a Monday: five working days end in January 2027.
  await it.clock.advance(Date.parse('2026-12-28T01:00:00Z') - it.clock.now());
  const loss = { cause: 'illness', lossAt: '2026-12-27T08:30:00+08:00', description: '住院治疗', policyNumber: 'PM-1' };
  const estimate = { amount: 320_000, currency: 'CNY' };
  const reporter = { name: '王小明', phone: '13800138000', relation: '被保险人' };
  const claimId = await story.report({ ...loss, estimate, reporter });
  const body = { kind: 'medical-record', filename: 'a.jpg', contentType: 'image/jpeg' };
  const route = 'POST /v1/claims/{claimId}/documents';
  const { documentId } = (await it.call({ route, params: { claimId }, as: customer, body })).body;
  await it.receive(claimId, String(documentId));
  const clock = async () => {
    const params = { deadlineId: `ddl_${claimId}.CN.b10-art23-assess.1` };
    return (await it.call({ route: 'GET /v1/deadlines/{deadlineId}', params, as: handler })).body;
  };
  expect(await clock()).toMatchObject({ state: 'NOT_COMPUTABLE', missingYear: 2027 });
  expect(await clock()).not.toHaveProperty('due');
  expect(missingYear(new Date(it.clock.now()))).toEqual({ calendar: 'CN', year: 2027 });

  await it.clock.advance(2 * DAY);
  const findings = await it.call({ route: 'GET /v1/findings', as: { role: 'ops' } });
  const kinds = (findings.body.items as unknown as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'calendar-missing')).toHaveLength(1);

  loadYear(cn2027);
  expect(missingYear(new Date(it.clock.now()))).toBeUndefined();
  await it.clock.advance(DAY);
  // 29 to 31 December, then Monday and Tuesday, the fourth and fifth of January; half of it is over.
  expect(await clock()).toMatchObject({ state: 'RUNNING', due: '2027-01-05T16:00:00.000Z', reached: [50] });
  await it.clock.advance(10 * DAY);
  expect(await clock()).toMatchObject({ state: 'BREACHED', reached: [50, 80, 95, 100] });
  expect((await story.timeline(claimId)).filter((type) => type === 'deadline-missed')).toHaveLength(2);
});

test.each([
  ['2026-11-25T01:00:00Z', undefined],
  ['2026-12-02T01:00:00Z', { calendar: 'CN', year: 2027 }],
  ['2027-06-01T01:00:00Z', { calendar: 'CN', year: 2027 }],
])('health at %s misses %s', (at, missing) => {
  expect(missingYear(new Date(at))).toEqual(missing);
});
