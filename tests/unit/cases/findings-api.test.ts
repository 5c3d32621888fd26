import { beforeEach, describe, expect, test } from '@jest/globals';
import { findingWrite } from '../../../functions/cases/finding/finding.ts';
import { type Finding, finding } from '../../../functions/cases/finding/finding-schemas.ts';
import { handlers } from '../../../functions/cases/handlers.ts';
import { routes } from '../../../functions/cases/routes.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { roles } from '../../../functions/roles.ts';
import { type Caller, callApi } from '../../support/api.ts';
import { now } from '../../support/fixtures.ts';
import { type TestTable, testTable } from '../../support/table.ts';

let stored: TestTable;

beforeEach(async () => {
  stored = await testTable();
  stored.clock.stop();
});

/** A claim that was found at that time. */
async function found(caseId: string, foundAt: string): Promise<void> {
  const what = { kind: 'execution-ended', action: 'restarted', executionStatus: 'ABORTED' } as const;
  const of = { caseType: 'claim', caseId, reference: 'CK7Q2-M9X41', executionName: `claim-${caseId}-1` };
  await stored.table.commit([findingWrite({ ...what, ...of, foundAt })]);
}

async function list(query: Readonly<Record<string, string>> = {}, as: Caller = { role: 'ops' }) {
  const handler = httpApi(routes, handlers, { table: stored.table, clock: () => now });
  const { status, body } = await callApi(handler, { route: 'GET /v1/findings', as, query });
  return { status, ...(body as { items: Finding[]; nextCursor?: string }) };
}

const cases = (items: readonly Finding[]) => items.map(({ caseId }) => caseId);

describe('findings', () => {
  test('are those of today by default, newest first', async () => {
    await found('clm_1', '2026-11-25T00:00:00.000Z');
    await found('clm_2', '2026-11-25T08:00:00.000Z');
    await found('clm_3', '2026-11-25T03:00:00.000Z');
    await found('clm_4', '2026-11-24T23:59:59.999Z');
    const { status, items } = await list();
    expect(status).toBe(200);
    expect(cases(items)).toEqual(['clm_2', 'clm_3', 'clm_1']);
  });

  test('are those of a day, in UTC, where it is asked for', async () => {
    await found('clm_1', '2026-11-23T23:59:59.999Z');
    await found('clm_2', '2026-11-24T00:00:00.000Z');
    await found('clm_3', '2026-11-24T23:59:59.999Z');
    await found('clm_4', '2026-11-25T00:00:00.000Z');
    expect(cases((await list({ date: '2026-11-24' })).items)).toEqual(['clm_3', 'clm_2']);
  });

  test('come in pages', async () => {
    for (let hour = 1; hour <= 5; hour += 1) await found(`clm_${hour}`, `2026-11-25T0${hour}:00:00.000Z`);
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: String(first.nextCursor) });
    const third = await list({ limit: '2', cursor: String(second.nextCursor) });
    expect([first, second, third].map(({ items }) => cases(items))).toEqual([
      ['clm_5', 'clm_4'],
      ['clm_3', 'clm_2'],
      ['clm_1'],
    ]);
    expect(third.nextCursor).toBeUndefined();
  });

  test('show what OpenAPI says, and no keys', async () => {
    await found('clm_1', '2026-11-25T08:00:00.000Z');
    const [shown] = (await list()).items;
    expect(finding.unwrap().strict().parse(shown)).toEqual(shown);
  });

  test('keep the cases of one moment apart, and tell a finding that is written twice once', async () => {
    await found('clm_1', '2026-11-25T08:00:00.000Z');
    await found('clm_2', '2026-11-25T08:00:00.000Z');
    await found('clm_2', '2026-11-25T08:00:00.000Z');
    expect(cases((await list()).items).sort()).toEqual(['clm_1', 'clm_2']);
  });

  test.each(roles.filter((role) => role !== 'ops' && role !== 'admin'))('are not for %s', async (role) => {
    expect((await list({}, { role, branchId: 'HQ' })).status).toBe(403);
  });
});
