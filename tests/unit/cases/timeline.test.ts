import { describe, expect, test } from '@jest/globals';
import { isHandledBy, timeline } from '../../../functions/cases/timeline.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import type { Principal, Role } from '../../../functions/platform/http/auth.ts';
import type { Item } from '../../../functions/platform/record/table.ts';
import { aClaim, now, queried } from '../../support/fixtures.ts';
import { wang } from '../../support/portfolio.ts';

const claim = aClaim('OFFERED');
const customer: Principal = { sub: 'u-wang', name: '王小明', roles: ['customer'], customerId: wang.customerId };
const staff = (...roles: Role[]): Principal => ({ sub: 'u-li', name: '李处理', roles, branchId: 'HQ' });

/** Events of a claim as they are stored, by what happened. */
function history(...happened: string[]): Item[] {
  const data = { track: 'survey', doubts: ['reported-late'], queue: 'surveyor', status: 'SURVEY', clause: '第七条' };
  const changes = happened.map((what) => ({ happened: what, data, note: '原话' }));
  const { events } = claims.change(claim, changes, { sub: 'system', name: 'Careline' }, now);
  return events.flatMap((write) => ('create' in write ? [write.create] : []));
}

async function seen(principal: Principal, items: readonly Item[], limit = 100) {
  const table = queried(async ({ limit: most = items.length, after }) => {
    const from = items.findIndex(({ SK }) => SK === after?.SK) + 1;
    const found = items.slice(from, from + most);
    const last = found.at(-1);
    return { items: found, ...(last && from + most < items.length && { last: { PK: last.PK, SK: last.SK } }) };
  });
  return timeline(claims, table, claim, { principal, query: { limit } });
}

const shown = ['reported', 'registered', 'triaged', 'survey-ordered', 'assessed', 'offered', 'offer-reminded', 'paid'];
const hidden = [
  ...['decision-proposed', 'decision-returned', 'review-started'],
  ...['task-escalated', 'task-passed-on', 'handed-over', 'resumed', 'restarted', 'continued', 'halted'],
];

describe('the history of a claim', () => {
  const items = history(...shown, ...hidden);

  test('shows its customer what happened, and not how the house works on it', async () => {
    const { items: events } = await seen(customer, items);
    expect(events.map(({ type }) => type)).toEqual(shown.map((happened) => `claim.${happened}.v1`));
    for (const { data } of events) expect(data).toEqual({ status: 'SURVEY', clause: '第七条' });
  });

  test('keeps from its customer what staff have noted on an approval, and nothing else that was said', async () => {
    const said = history('approved', 'partially-approved', 'disputed');
    const notes = async (principal: Principal) => (await seen(principal, said)).items.map(({ note }) => note);
    expect(await notes(customer)).toEqual([undefined, undefined, '原话']);
    expect(await notes(staff('claims-handler'))).toEqual(['原话', '原话', '原话']);
  });

  test.each<Role>(['agent', 'service-rep', 'claims-handler', 'ops'])('shows all of it to staff: %s', async (role) => {
    const { items: events } = await seen(staff(role), items);
    expect(events.map(({ type }) => type)).toEqual([...shown, ...hidden].map((happened) => `claim.${happened}.v1`));
    expect(events[0]?.data).toMatchObject({ track: 'survey', doubts: ['reported-late'], queue: 'surveyor' });
  });

  test('shows staff their own claim as it shows it to customers', async () => {
    const own = { ...staff('claims-handler'), customerId: wang.customerId };
    const { items: events } = await seen(own, items);
    expect(events).toEqual((await seen(customer, items)).items);
  });

  test('fills a page from behind what its customer may not see, and says nothing of what is left of that', async () => {
    const items = history('halted', 'restarted', 'paid', 'resumed');
    const { items: events, nextCursor } = await seen(customer, items, 1);
    expect(events.map(({ type }) => type)).toEqual(['claim.paid.v1']);
    expect(nextCursor).toBeUndefined();
    expect(await seen(staff('claims-handler'), items, 1)).toHaveProperty('nextCursor');
  });
});

test.each<[string, Principal, boolean]>([
  ['its customer', customer, false],
  ['staff', staff('claims-handler'), true],
  ['staff who are customers elsewhere', { ...staff('customer', 'claims-handler'), customerId: 'cus_li' }, true],
  ['staff whose claim it is', { ...staff('customer', 'claims-handler'), customerId: wang.customerId }, false],
  ['somebody who is nothing but another customer', { ...customer, customerId: 'cus_li' }, false],
])('a claim is seen as staff see it by %s: %#', (_who, principal, handled) => {
  expect(isHandledBy(principal, claim)).toBe(handled);
});
