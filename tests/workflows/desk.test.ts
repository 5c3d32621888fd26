import { describe, expect, test } from '@jest/globals';
import { cny, customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';

/** A small claim that waits at the desk. */
async function atTheDesk() {
  const inside = await house();
  await portfolio(inside.table);
  const it = { ...inside, ...storyOf(inside) };
  const claimId = await it.report();
  const { reference } = await it.claim(claimId);
  const search = async (query: Record<string, string>, as = handler) => {
    const answer = await it.call({ route: 'GET /v1/claims', as, query });
    return {
      ...answer,
      ids: ((answer.body.items ?? []) as unknown as { claimId: string }[]).map((each) => each.claimId),
    };
  };
  const onTask = async (route: string, as = handler, body: object = {}) => {
    const { taskId } = await it.openTask('claims-handler');
    return it.call({ route: `POST /v1/tasks/{taskId}/${route}`, params: { taskId }, as, body });
  };
  return { ...it, claimId, reference: String(reference), search, onTask };
}

describe('claims are found', () => {
  test.each<[string, (reference: string) => string]>([
    ['as it was given', (reference) => reference],
    ['in lower case', (reference) => reference.toLowerCase()],
    ['without the hyphen', (reference) => reference.replace('-', '')],
    ['with spaces', (reference) => ` ${reference.replace('-', ' ')}`],
    [
      'in full width',
      (reference) => reference.replaceAll(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ],
  ])('by their reference, %s', async (_title, written) => {
    const it = await atTheDesk();
    expect((await it.search({ reference: written(it.reference) })).ids).toEqual([it.claimId]);
  });

  test('by their policy, newest first, however its number is written', async () => {
    const it = await atTheDesk();
    await it.clock.advance(1000);
    const second = await it.report({ ...smallLoss, lossAt: '2026-11-01T08:30:00+08:00' });
    expect((await it.search({ policyNumber: 'pm-1' })).ids).toEqual([second, it.claimId]);
    expect((await it.search({ policyNumber: 'PM-2' })).ids).toEqual([]);
  });

  test('by status and branch, where they stand now', async () => {
    const it = await atTheDesk();
    expect((await it.search({ status: 'ADJUDICATION' })).ids).toEqual([it.claimId]);
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    expect((await it.search({ status: 'ADJUDICATION' })).ids).toEqual([]);
    expect((await it.search({ status: 'OFFERED' })).ids).toEqual([it.claimId]);
    expect((await it.search({ status: 'OFFERED', branchId: 'SH01' })).ids).toEqual([]);
  });

  test('by nobody who may not see them', async () => {
    const it = await atTheDesk();
    const elsewhere = { ...handler, branchId: 'SH01' };
    for (const query of [
      { reference: it.reference },
      { policyNumber: 'PM-1' },
      { status: 'ADJUDICATION', branchId: 'HQ' },
    ]) {
      expect(await it.search(query, elsewhere)).toMatchObject({ status: 200, ids: [] });
    }
    expect((await it.search({ reference: it.reference }, customer)).status).toBe(403);
  });

  test.each<Record<string, string>[]>([[{}], [{ reference: 'C', policyNumber: 'PM-1' }], [{ branchId: 'HQ' }]])(
    'by one thing at a time: not by %j',
    async (query) => {
      const it = await atTheDesk();
      expect(await it.search(query)).toMatchObject({ status: 422, body: { errors: [{ pointer: 'query' }] } });
    },
  );
});

describe('a task', () => {
  test('is given back by who took it, or by a supervisor, and then anybody’s', async () => {
    const it = await atTheDesk();
    expect((await it.onTask('release')).status).toBe(409);
    await it.onTask('assignment');
    expect((await it.onTask('release', { ...handler, sub: 'u-other' })).status).toBe(403);
    expect((await it.onTask('release')).body).not.toHaveProperty('assignee');
    await it.onTask('assignment');
    expect((await it.onTask('release', supervisor)).status).toBe(200);
    const mine = await it.call({ route: 'GET /v1/tasks', as: handler, query: { assignee: 'me' } });
    expect(mine.body.items).toEqual([]);
  });

  test('says whose case it is', async () => {
    const it = await atTheDesk();
    expect(await it.openTask('claims-handler')).toMatchObject({ customerName: '王小明', caseReference: it.reference });
  });
});

describe('queues at a glance', () => {
  test('tell how much lies there, what is late and what is first', async () => {
    const it = await atTheDesk();
    const queues = (as = handler) => it.call({ route: 'GET /v1/queues', as });
    expect((await queues()).body.items).toMatchObject([
      {
        queue: 'claims-handler',
        branchId: 'HQ',
        open: 1,
        overdue: 0,
        unassigned: 1,
        more: false,
        first: { caseId: it.claimId },
      },
    ]);
    await it.onTask('assignment');
    expect((await queues()).body.items).toMatchObject([{ open: 1, unassigned: 0 }]);
    expect(((await queues(surveyor)).body.items as unknown as object[]).at(0)).toMatchObject({
      queue: 'surveyor',
      open: 0,
    });
  });
});

describe('a note on a claim', () => {
  const note = (it: Awaited<ReturnType<typeof atTheDesk>>, body: object, as = handler) =>
    it.call({ route: 'POST /v1/claims/{claimId}/notes', params: { claimId: it.claimId }, as, body });

  test('is for staff alone by default, and is published to nobody', async () => {
    const it = await atTheDesk();
    expect((await note(it, { text: '客户情绪激动' })).status).toBe(200);
    expect(await it.timeline(it.claimId)).toContain('noted');
    expect(await it.timeline(it.claimId, customer)).not.toContain('noted');
    expect(JSON.stringify(it.published)).not.toContain('客户情绪激动');
    expect((await it.messages()).map(({ template }) => template)).not.toContain('claim-message');
  });

  test('is told to the customer where it says so', async () => {
    const it = await atTheDesk();
    await note(it, { text: '维修厂周一答复。', tellCustomer: true });
    expect(await it.timeline(it.claimId, customer)).toContain('customer-told');
    const told = (await it.messages()).filter(({ template }) => template === 'claim-message');
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
    expect(told).toMatchObject([{ model: { text: '维修厂周一答复。' } }, {}]);
  });

  test('is made by staff, and says something', async () => {
    const it = await atTheDesk();
    expect((await note(it, { text: 'x' }, customer)).status).toBe(403);
    expect((await note(it, { text: ' ' })).status).toBe(422);
    const owner = { ...handler, customerId: 'cus_wang' };
    expect((await note(it, { text: '加急处理' }, owner)).status).toBe(403);
  });
});
