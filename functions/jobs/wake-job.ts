import type { Table, Write } from '../platform/record/table.ts';
import { isOver, type Job } from './job.ts';
import { jobs, wokenWrite } from './job-store.ts';

const MINUTE = 60_000;
/** How long nobody else begins a run: a minute more than its function has (infra/functions.ts). */
export const LEASE = 6 * MINUTE;
/** So many runs in a row that write nothing are enough: the next one would not either. */
const MOST_IDLE = 5;

/**
 * A job that is to begin or to go on, or whose run was cut off: another run begins, and has it to itself for as long as a
 * function runs. It has failed where no run comes any further.
 */
export async function wakeJob(table: Table, id: string, now: Date): Promise<Write[]> {
  const job = await jobs.get(table, id);
  if (!job?.wakeAt || job.wakeAt > now.toISOString() || isOver(job)) return [];
  if (job.idle >= MOST_IDLE) return [jobs.replace(job, failed(job, now), now).write];
  const wakeAt = new Date(now.getTime() + LEASE).toISOString();
  const { after, write } = jobs.replace(job, { ...job, run: job.run + 1, idle: job.idle + 1, wakeAt }, now);
  return [write, wokenWrite(after, now)];
}

function failed({ wakeAt, ...job }: Job, now: Date): Job {
  return { ...job, state: 'FAILED', error: 'no-progress', endedAt: now.toISOString() };
}
