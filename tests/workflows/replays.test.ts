import { describe, expect, test } from '@jest/globals';
import type { Row } from '../../functions/jobs/job.ts';
import type { Caller } from '../support/api.ts';
import { handler, supervisor } from '../support/claim-story.ts';
import { claimant } from '../support/claimants.ts';
import { house } from '../support/house/house.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ops: Caller = { role: 'ops', sub: 'u-ops' };
const november = { pack: 'CN-trial', version: '2026-11', from: '2026-11-25', to: '2026-11-25' };

/** Claims of Wednesday, 25 November 2026, that are agreed on at once: paid at once, after seven days, or not at all. */
async function agreedClaims() {
  const it = await house({ seed: 1 });
  const claimants = [await claimant(it, 1), await claimant(it, 2), await claimant(it, 3)] as const;
  for (const each of claimants) await each.agree();
  const [soon, late, never] = claimants;
  await soon.pay();
  await it.clock.advance(7 * DAY);
  await late.pay();

  const ask = (body: object = november, as = ops) => it.call({ route: 'POST /v1/deadlines/replays', as, body });
  const look = async (jobId: unknown, as = ops) =>
    it.call({ route: 'GET /v1/jobs/{jobId}', params: { jobId: String(jobId) }, as });
  const done = async (jobId: unknown) => {
    await it.clock.advance(2 * MINUTE);
    return (await look(jobId)).body as Record<string, unknown>;
  };
  const rowsOf = (jobId: unknown) => JSON.parse(it.reports.contents.get(`reports/${jobId}.json`) ?? '').rows as Row[];
  return { ...it, late: late.claimId, never: never.claimId, ask, look, done, rowsOf };
}

describe('a replay', () => {
  test('is a job of its own: asked for, under way, done, with a result to be fetched', async () => {
    const it = await agreedClaims();
    const { status, body, headers } = await it.ask();
    expect([status, headers.location]).toEqual([202, `/v1/jobs/${body.jobId}`]);
    expect(body).toMatchObject({ kind: 'replay', state: 'QUEUED', progress: { looked: 0, percent: 0 } });
    expect(await it.done(body.jobId)).toMatchObject({
      state: 'DONE',
      progress: { looked: 3, percent: 100 },
      counts: { cases: 3, unreadable: 0, 'newly-missed': 2 },
      rows: 2,
      beganAt: expect.any(String),
      endedAt: expect.any(String),
      result: { csv: { url: `https://bucket.example/reports/${body.jobId}.csv` } },
    });
  });

  test('tells which clocks would have been missed, beside those that the case has', async () => {
    const it = await agreedClaims();
    const { jobId } = (await it.ask()).body;
    await it.done(jobId);
    const common = { clock: 'payment', difference: 'newly-missed', rule: 'CN-trial 2026-11 trial-pay' };
    // Five days after the 25th are over with the 30th, ten with 5 December.
    const dates = { due: '2026-11-30T16:00:00.000Z', breachedAt: '2026-11-30T16:00:00.000Z' };
    const own = { ownRule: 'CN 2026-11 art23-pay', ownDue: '2026-12-05T16:00:00.000Z', ownBreachedAt: null };
    const late = { caseId: it.late, satisfiedAt: expect.stringContaining('2026-12-02'), ...own };
    const never = { caseId: it.never, satisfiedAt: null, ...own };
    const rows = it.rowsOf(jobId);
    expect(rows).toHaveLength(2);
    for (const one of [late, never])
      expect(rows).toContainEqual(expect.objectContaining({ ...common, ...dates, ...one }));
  });

  test('of the pack in force tells what was missed by it too', async () => {
    const it = await agreedClaims();
    await it.clock.advance(7 * DAY);
    const { jobId } = (await it.ask({ ...november, pack: 'CN' })).body;
    expect(await it.done(jobId)).toMatchObject({ counts: { 'missed-too': 1 } });
    const [row] = it.rowsOf(jobId);
    expect(row).toMatchObject({ caseId: it.never, breachedAt: row?.ownBreachedAt, rule: row?.ownRule });
  });

  test.each([
    ['the day before', { from: '2026-11-24', to: '2026-11-24' }, 0],
    ['days around it', { from: '2026-11-01', to: '2026-12-02' }, 3],
  ])('takes the cases of the days asked for: %s', async (_title, days, looked) => {
    const it = await agreedClaims();
    const { jobId } = (await it.ask({ ...november, ...days })).body;
    expect(await it.done(jobId)).toMatchObject({ state: 'DONE', progress: { looked } });
  });

  test('changes nothing of the cases that it reads', async () => {
    const it = await agreedClaims();
    it.streamRecords.length = 0;
    await it.done((await it.ask()).body.jobId);
    const written = new Set(it.streamRecords.map(({ dynamodb }) => String(dynamodb.Keys.PK?.S).split('#')[0]));
    expect(written).toEqual(new Set(['JOB']));
  });
});

describe('who asks for a replay', () => {
  test('is ops, or whoever leads the claims at head office; a job of another is not there', async () => {
    const it = await agreedClaims();
    const { status, body } = await it.ask(november, supervisor);
    expect(status).toBe(202);
    expect((await it.look(body.jobId, supervisor)).status).toBe(200);
    expect((await it.look(body.jobId, ops)).status).toBe(404);
    expect((await it.ask(november, { ...supervisor, branchId: 'BJ-02' })).status).toBe(403);
    expect((await it.ask(november, handler)).status).toBe(403);
  });

  test.each([
    ['a version that there is not', { version: '1999-01' }, '/version'],
    ['an end before the beginning', { from: '2026-11-25', to: '2026-11-24' }, '/to'],
    ['a day that has not come', { to: '2026-12-03' }, '/to'],
    ['more than a year', { from: '2025-01-01' }, '/to'],
    ['cases that have no clocks', { caseType: 'voyage' }, '/caseType'],
  ])('is told of %s, and no job begins', async (_title, wrong, pointer) => {
    const it = await agreedClaims();
    it.streamRecords.length = 0;
    const { status, body } = await it.ask({ ...november, ...wrong });
    expect([status, body.errors]).toEqual([422, [{ pointer, detail: expect.any(String) }]]);
    expect(it.streamRecords).toEqual([]);
  });
});
