import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { jobKinds } from '../../../functions/job-kinds.ts';
import { isOver, type Job } from '../../../functions/jobs/job.ts';
import { jobKind } from '../../../functions/jobs/job-kind.ts';
import { MOST_ROWS, runJob } from '../../../functions/jobs/job-runner.ts';
import { jobs, newJob } from '../../../functions/jobs/job-store.ts';
import { wakeJob } from '../../../functions/jobs/wake-job.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { reportsOf } from '../../support/house/reports.ts';
import { type TestTable, testTable } from '../../support/table.ts';

const start = Date.parse('2026-11-25T09:00:00Z');
const MINUTE = 60_000;

/** A job that counts to seven, a number a page, as it is told what to do before each. */
let beforePage: (number: number) => void | Promise<void> = () => {};
let rowsOfPage = 1;
const counting = jobKind({
  input: z.object({ to: z.int() }),
  columns: ['number'],
  async page(_table, { to }, { cursor }) {
    const number = Number(cursor ?? 0) + 1;
    await beforePage(number);
    const rows = Array.from({ length: rowsOfPage }, () => ({ number }));
    const next = number < to ? { cursor: String(number) } : {};
    return { rows, tally: { numbers: 1 }, ...next, looked: 1, done: number, of: to };
  },
});

let world: TestTable;
let now: Date;
let reports: ReturnType<typeof reportsOf>;
let jobId: string;

beforeEach(async () => {
  Object.assign(jobKinds, { counting });
  [beforePage, rowsOfPage] = [() => {}, 1];
  world = await testTable();
  now = new Date(start);
  reports = reportsOf(() => now);
  const { job, write } = newJob('counting', { to: 7 }, { sub: 'u-ops', name: 'Ops', roles: ['ops'] }, now);
  await world.table.commit([write]);
  jobId = job.jobId;
});
afterEach(() => {
  delete jobKinds.counting;
  world.clock.stop();
});

const stored = async () => (await jobs.get(world.table, jobId)) as Job;
const wake = async () => {
  await world.table.commit(await wakeJob(world.table, jobId, now));
  return (await stored()).run;
};
const run = (number: number, hasTime = () => true, table: Table = world.table) =>
  runJob({ table, reports, clock: () => now, hasTime }, { jobId, run: number });
const numbers = () =>
  JSON.parse(reports.contents.get(`reports/${jobId}.json`) ?? '{}').rows?.map((row: { number: number }) => row.number);
const oneToSeven = [1, 2, 3, 4, 5, 6, 7];

/** Pages that may still be begun. */
const timeFor = (pages: number) => {
  let left = pages;
  return () => left-- > 0;
};

describe('a job', () => {
  test('is read page by page, and its result is written as JSON and as CSV', async () => {
    await run(await wake());
    expect(await stored()).toMatchObject({
      state: 'DONE',
      tally: { numbers: 7 },
      rows: 7,
      progress: { looked: 7, done: 7, of: 7 },
      beganAt: now.toISOString(),
      endedAt: now.toISOString(),
    });
    expect(await stored()).not.toHaveProperty('wakeAt');
    expect(numbers()).toEqual(oneToSeven);
    expect(reports.contents.get(`reports/${jobId}.csv`)).toBe(`\uFEFFnumber\r\n${oneToSeven.join('\r\n')}\r\n`);
  });

  test('goes on at the next wake where the time of a run was over', async () => {
    await run(await wake(), timeFor(3));
    expect(await stored()).toMatchObject({ state: 'RUNNING', tally: { numbers: 3 }, wakeAt: now.toISOString() });
    now = new Date(start + MINUTE);
    await run(await wake());
    expect(numbers()).toEqual(oneToSeven);
  });

  test.each([1, 4, 7])('that is killed in page %i is whole once its lease is over', async (fatal) => {
    beforePage = (number) => {
      if (number === fatal) throw new Error('killed');
    };
    await expect(run(await wake())).rejects.toThrow('killed');
    beforePage = () => {};
    now = new Date(start + 5 * MINUTE);
    expect(await wake()).toBe(1);
    now = new Date(start + 6 * MINUTE);
    expect(await wake()).toBe(2);
    await run(2);
    expect(await stored()).toMatchObject({ state: 'DONE', tally: { numbers: 7 }, rows: 7, progress: { looked: 7 } });
    expect(numbers()).toEqual(oneToSeven);
  });

  test('that is killed between its result and its end is done again', async () => {
    const first = await wake();
    const kill = { ...reports, put: async () => Promise.reject(new Error('killed')) };
    await expect(
      runJob({ table: world.table, reports: kill, clock: () => now, hasTime: () => true }, { jobId, run: first }),
    ).rejects.toThrow('killed');
    await run(first);
    expect(await stored()).toMatchObject({ state: 'DONE', rows: 7 });
    expect(numbers()).toEqual(oneToSeven);
  });

  test('counts nothing twice where two deliveries of the same wake work at once', async () => {
    const first = await wake();
    await Promise.all([run(first), run(first), run(first)]);
    now = new Date(start + 6 * MINUTE);
    if (!isOver(await stored())) await run(await wake());
    expect(await stored()).toMatchObject({ state: 'DONE', tally: { numbers: 7 }, rows: 7 });
    expect(numbers()).toEqual(oneToSeven);
  });

  test('is left alone by a run that another one has followed', async () => {
    const first = await wake();
    now = new Date(start + 6 * MINUTE);
    const second = await wake();
    await run(first);
    expect((await stored()).progress.looked).toBe(0);
    await run(second);
    await run(second);
    expect(numbers()).toEqual(oneToSeven);
  });

  test('is left in the middle by a run that another one follows meanwhile', async () => {
    const first = await wake();
    beforePage = async (number) => {
      if (number !== 3) return;
      now = new Date(start + 6 * MINUTE);
      await wake();
    };
    await run(first);
    beforePage = () => {};
    expect(await stored()).toMatchObject({ run: 2, tally: { numbers: 2 } });
    await run(2);
    expect(numbers()).toEqual(oneToSeven);
  });

  test('has failed where five runs in a row come no further, and is not woken again', async () => {
    beforePage = () => {
      throw new Error('It is always this page');
    };
    for (let minutes = 0; minutes < 36; minutes += 6) {
      now = new Date(start + minutes * MINUTE);
      const current = await wake();
      if (isOver(await stored())) break;
      await expect(run(current)).rejects.toThrow('It is always this page');
    }
    expect(await stored()).toMatchObject({ state: 'FAILED', error: 'no-progress', run: 5, endedAt: now.toISOString() });
    expect(await wakeJob(world.table, jobId, new Date(start + 60 * MINUTE))).toEqual([]);
    await run(5);
    expect(reports.contents.size).toBe(0);
  });

  test('lists no more rows than a result holds, and counts the others', async () => {
    rowsOfPage = MOST_ROWS / 100;
    await world.table.commit([
      jobs.replace(await stored(), { ...(await stored()), rows: MOST_ROWS - 1_500 }, now).write,
    ]);
    await run(await wake());
    expect(await stored()).toMatchObject({ state: 'DONE', rows: MOST_ROWS, tally: { unlisted: 5_500 } });
  });
});
