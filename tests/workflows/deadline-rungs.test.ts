import { expect, test } from '@jest/globals';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { messages } from '../../functions/notifications/message-store.ts';
import { staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { handler, storyOf } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { motorPolicy, wang } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A claim whose decision was promised within a day, with the people of its branch on record. */
async function decidedLate(people: readonly { staffId: string; branchId: string; manager?: string; leads?: true }[]) {
  const inside = await house({ seed: 1 });
  const when = { today: '2026-11-25', now: new Date(inside.clock.now()) };
  const writes = people.map(({ leads, ...person }) => {
    const roles = [leads ? ('claims-supervisor' as const) : ('claims-handler' as const)];
    const said = { ...person, name: person.staffId, roles, email: `${person.staffId}@insurer.example` };
    return staff.create(takenOn(said, 'record', when));
  });
  await inside.table.commit([...createCustomer(wang), policies.create(motorPolicy), ...writes]);
  const it = { ...inside, ...storyOf(inside) };
  const claimId = await it.report();
  const { taskId } = await it.openTask('claims-handler');
  const mails = async (staffId: string) => {
    const partition = `STAFF#${staffId}#MESSAGES`;
    const found = await listed(it.table, messages.list({ index: 'GSI1', partition }));
    return found.map(({ template, model, createdAt }) => ({ template, model, createdAt }));
  };
  const clock = async () => {
    const { body } = await it.call({ route: 'GET /v1/deadlines', as: handler, query: { case: claimId } });
    return body.items as unknown as Record<string, unknown>[];
  };
  return { ...it, claimId, taskId, mails, clocks: clock };
}

const desk = [
  { staffId: 'u-li', branchId: 'HQ' },
  { staffId: 'u-zhao', branchId: 'HQ', manager: 'u-head', leads: true },
  { staffId: 'u-head', branchId: 'HQ' },
] as const;

test('each rung tells its people once, and a breach is told on the timeline once', async () => {
  const it = await decidedLate(desk);
  await it.call({ route: 'POST /v1/tasks/{taskId}/assignment', params: { taskId: it.taskId }, as: handler, body: {} });
  await it.clock.advance(12 * HOUR + MINUTE);
  expect(await it.mails('u-li')).toMatchObject([{ template: 'deadline-digest', model: { items: [{ percent: 50 }] } }]);
  expect(await it.mails('u-zhao')).toEqual([]);
  await it.clock.advance(8 * HOUR);
  expect(await it.mails('u-zhao')).toMatchObject([{ model: { items: [{ percent: 80 }] } }]);
  await it.clock.advance(3 * HOUR);
  expect(await it.mails('u-head')).toMatchObject([{ model: { items: [{ percent: 95 }] } }]);
  await it.clock.advance(2 * HOUR);
  expect(await it.clocks()).toMatchObject([{ state: 'BREACHED', reached: [50, 80, 95, 100] }]);
  const told = (await it.timeline(it.claimId)).filter((type) => type === 'deadline-missed');
  expect(told).toHaveLength(1);
  await it.clock.advance(5 * 24 * HOUR);
  expect((await it.timeline(it.claimId)).filter((type) => type === 'deadline-missed')).toHaveLength(1);
  expect(await it.mails('u-li')).toHaveLength(1);
  expect(promisedHours('decision')).toBe(24);
});
