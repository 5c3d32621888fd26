import { beforeAll, describe, expect, test } from '@jest/globals';
import { httpApi } from '../../../functions/platform/http/http.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { handlers } from '../../../functions/tasks/handlers.ts';
import { routes } from '../../../functions/tasks/routes.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { tasks } from '../../../functions/tasks/task-store.ts';
import { type Caller, callApi } from '../../support/api.ts';
import { aTask, at, HOUR, now } from '../../support/fixtures.ts';
import { testTable } from '../../support/table.ts';

const DAY = 24 * HOUR;
const me: Caller = { role: 'claims-handler', sub: 'u-me', branchId: 'HQ' };
const mine = { assignee: { sub: 'u-me', name: '本人' } };
const id = (n: number) => `tsk_${String(n).padStart(4, '0')}`;

let queries = 0;
let table: Table;

/** A queue of 2,000 open tasks, some mine, some of another queue or branch; and what was done today and yesterday. */
beforeAll(async () => {
  const stored = await testTable();
  const query: Table['query'] = (range) => {
    queries += 1;
    return stored.table.query(range);
  };
  table = { ...stored.table, query };
  const open = Array.from({ length: 2_000 }, (_, n) => ({ taskId: id(n), dueAt: at(n * 60_000) }));
  const done = { taskToken: undefined, status: 'DECIDED' } as const;
  const others: Partial<Task>[] = [
    { taskId: 'tsk_mine_late', dueAt: at(5_000 * 60_000), ...mine },
    { taskId: 'tsk_mine_soon', dueAt: at(1), ...mine },
    { taskId: 'tsk_mine_above', dueAt: at(2), queue: 'claims-supervisor', ...mine },
    { taskId: 'tsk_mine_far', dueAt: at(3), branchId: 'BJ-01', ...mine },
    { taskId: 'tsk_theirs', assignee: { sub: 'u-other', name: '他人' } },
    { taskId: 'tsk_done_early', ...done, updatedAt: at(-2 * HOUR), ...mine },
    { taskId: 'tsk_done_late', ...done, updatedAt: at(-HOUR) },
    { taskId: 'tsk_done_before', ...done, updatedAt: at(-DAY), ...mine },
    { taskId: 'tsk_not_needed', ...done, status: 'CANCELLED', updatedAt: at(-HOUR) },
  ];
  const writes = [...open, ...others].map((task) => tasks.create(aTask(task)));
  for (let n = 0; n < writes.length; n += 100) await table.commit(writes.slice(n, n + 100));
});

async function list(query: Record<string, string>, as = me) {
  queries = 0;
  const handler = httpApi(routes, handlers, { table, clock: () => now });
  const { body } = await callApi(handler, { route: 'GET /v1/tasks', as, query });
  return body as { items: Record<string, unknown>[]; nextCursor?: string };
}

const idsOf = ({ items }: { items: Record<string, unknown>[] }) => items.map(({ taskId }) => taskId);

describe('a person’s own tasks', () => {
  test('are all found in one query, the first due first, however long the queue is', async () => {
    expect(idsOf(await list({ assignee: 'me' }))).toEqual([
      'tsk_mine_soon',
      'tsk_mine_above',
      'tsk_mine_far',
      'tsk_mine_late',
    ]);
    expect(queries).toBe(1);
  });

  test.each([
    [{ queue: 'claims-supervisor' }, ['tsk_mine_above']],
    [{ branch: 'BJ-01' }, ['tsk_mine_far']],
    [{ queue: 'claims-handler', branch: 'HQ' }, ['tsk_mine_soon', 'tsk_mine_late']],
  ])('are those of %j where that is asked for', async (where, expected) => {
    expect(idsOf(await list({ assignee: 'me', ...where }))).toEqual(expected);
  });

  test('of another branch are not there for somebody who may not know of them', async () => {
    const elsewhere: Caller = { ...me, branchId: 'BJ-01' };
    expect(idsOf(await list({ assignee: 'me' }, elsewhere))).toEqual(['tsk_mine_far']);
  });
});

describe('a queue', () => {
  test('gives its open tasks, the first due first, a page in one query, without what resumes the workflow', async () => {
    const { items, nextCursor } = await list({ limit: '3' });
    expect(idsOf({ items })).toEqual(['tsk_theirs', id(0), 'tsk_mine_soon']);
    expect(queries).toBe(1);
    expect(JSON.stringify(items)).not.toContain('oken');
    expect(idsOf(await list({ limit: '2', cursor: String(nextCursor) }))).toEqual([id(1), id(2)]);
  });
});

describe('what is done', () => {
  test.each([
    [{ status: 'DECIDED' }, ['tsk_done_late', 'tsk_done_early']],
    [{ status: 'DECIDED', assignee: 'me' }, ['tsk_done_early']],
    [{ status: 'DECIDED', date: at(-DAY).slice(0, 10) }, ['tsk_done_before']],
    [{ status: 'CANCELLED' }, ['tsk_not_needed']],
    [{ status: 'DECIDED', queue: 'surveyor' }, []],
  ])('is asked for by %j, the last first, and is in no work list', async (query, expected) => {
    expect(idsOf(await list(query))).toEqual(expected);
    const { items } = await table.query({ index: 'GSI2', partition: 'QUEUE#claims-handler#HQ' });
    expect(items.filter(({ record }) => record.status !== 'OPEN')).toEqual([]);
  });
});
