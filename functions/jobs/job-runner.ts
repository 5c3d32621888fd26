import { kindOfJob } from '../job-kinds.ts';
import { logger } from '../platform/observability.ts';
import { Conflict } from '../platform/record/conflict.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { isOver, type Job } from './job.ts';
import type { JobPage } from './job-kind.ts';
import { jobs, partWrite, rowsOf } from './job-store.ts';
import { reportsOf } from './report.ts';
import type { ReportBucket } from './report-bucket.ts';

/** More rows than a person reads, and few enough that a result is made in one go; what is above is counted. */
export const MOST_ROWS = 100_000;

export interface RunnerDeps {
  readonly table: Table;
  readonly reports: Pick<ReportBucket, 'put'>;
  readonly clock: () => Date;
  /** Whether there is time for another page before the function is cut off. */
  readonly hasTime: () => boolean;
}

/**
 * A run of a job: page after page, each a transaction that moves the cursor and adds what was found, until all is read and
 * the result is written, or the time is over and the job is to be woken again. A run that another one has followed does
 * nothing: its writes hold for the version that it read.
 */
export async function runJob(deps: RunnerDeps, { jobId, run }: Pick<Job, 'jobId' | 'run'>): Promise<void> {
  let job = await jobs.get(deps.table, jobId);
  try {
    while (job && job.run === run && !isOver(job)) {
      const now = deps.clock();
      if (!deps.hasTime()) return await commit(deps, job, { ...job, wakeAt: now.toISOString() }, now);
      job = job.read ? await written(deps, job, now) : await turned(deps, job, now);
    }
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    logger.info('Another run has the job', { jobId, run });
  }
}

/** The job after its next page. */
async function turned(deps: RunnerDeps, job: Job, now: Date): Promise<Job> {
  const { cursor, createdAt } = job;
  const page = await kindOfJob(job.kind).page(deps.table, job.input, { cursor, asOf: new Date(createdAt) });
  const rows = page.rows.slice(0, Math.max(0, MOST_ROWS - job.rows));
  const parts = rows.length > 0 ? job.parts + 1 : job.parts;
  const more = rows.length > 0 ? [partWrite(job, parts, rows, now)] : [];
  const found = { parts, rows: job.rows + rows.length, tally: summed(job, page, page.rows.length - rows.length) };
  const { cursor: _, ...stays } = job;
  const at = page.cursor === undefined ? { read: true as const } : { cursor: page.cursor };
  const { done, of } = page;
  const progress = { looked: job.progress.looked + page.looked, done, of };
  return await replaced(deps, job, { ...stays, ...at, ...found, ...began(job, now), progress, idle: 0 }, now, more);
}

/** The job with its result, which is the same again where it was written before and nobody knew. */
async function written(deps: RunnerDeps, job: Job, now: Date): Promise<Job> {
  const { columns } = kindOfJob(job.kind);
  for (const report of reportsOf(job, columns, await rowsOf(deps.table, job))) await deps.reports.put(report);
  const { wakeAt, ...stays } = job;
  return await replaced(deps, job, { ...stays, state: 'DONE', endedAt: now.toISOString() }, now);
}

function began({ beganAt }: Job, now: Date): Pick<Job, 'state' | 'beganAt'> {
  return { state: 'RUNNING', beganAt: beganAt ?? now.toISOString() };
}

function summed({ tally }: Job, page: JobPage, unlisted: number): Job['tally'] {
  const sum = { ...tally };
  const more = Object.entries({ ...page.tally, ...(unlisted > 0 && { unlisted }) });
  for (const [name, count] of more) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

async function replaced(deps: RunnerDeps, read: Job, changed: Job, now: Date, more: readonly Write[] = []) {
  const { after, write } = jobs.replace(read, changed, now);
  await deps.table.commit([write, ...more]);
  return after;
}

async function commit(deps: RunnerDeps, read: Job, changed: Job, now: Date): Promise<void> {
  await replaced(deps, read, changed, now);
}
