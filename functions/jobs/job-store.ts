import * as z from 'zod';
import type { Principal } from '../platform/http/auth.ts';
import { newId } from '../platform/ids.ts';
import { duePlace } from '../platform/record/due.ts';
import { begun, entity } from '../platform/record/entity.ts';
import { actorOf, eventWrite, system } from '../platform/record/events.ts';
import type { Range, Table, Write } from '../platform/record/table.ts';
import { type Job, jobSchema, type Row, row } from './job.ts';

const DAY = 86_400_000;
/** As long as its result: infra/constructs/reports-bucket.ts. */
export const KEPT_DAYS = 30;

export const jobs = entity({
  type: 'job',
  schema: jobSchema,
  id: ({ jobId }) => jobId,
  indexes: ({ jobId, wakeAt }) => ({ GSI2: duePlace(jobId, wakeAt) }),
  expires: ({ endedAt }) => (endedAt === undefined ? undefined : keptFrom(endedAt)),
});

/** The rows of a page, written with the cursor that it moved. */
const parts = entity({
  type: 'job-part',
  schema: z.object({ jobId: z.string(), part: z.int().min(1), rows: z.array(row), createdAt: z.iso.datetime() }),
  id: ({ jobId, part }) => `${jobId}#${String(part).padStart(8, '0')}`,
  key(id) {
    const [jobId = '', part = ''] = id.split('#');
    return { PK: partsPartition(jobId), SK: part };
  },
  expires: ({ createdAt }) => keptFrom(createdAt),
});

/** A new job, which is woken at once. */
export function newJob(kind: string, input: unknown, by: Principal, now: Date): { job: Job; write: Write } {
  const job: Job = {
    ...{ jobId: newId('job', now), kind, input, requestedBy: actorOf(by), state: 'QUEUED', run: 0, idle: 0 },
    ...{ progress: { looked: 0, done: 0, of: 0 }, tally: {}, parts: 0, rows: 0 },
    ...{ wakeAt: now.toISOString(), ...begun(now) },
  };
  return { job, write: jobs.create(job) };
}

/** The rows of a job's page. */
export function partWrite({ jobId }: Job, part: number, rows: readonly Row[], now: Date): Write {
  return parts.create({ jobId, part, rows: [...rows], createdAt: now.toISOString() });
}

/** All rows that a job has found, in the order of its pages. */
export async function rowsOf(table: Table, { jobId }: Job): Promise<Row[]> {
  const { range, parse } = parts.list({ partition: partsPartition(jobId) });
  const rows: Row[] = [];
  let after: Range['after'];
  do {
    const { items, last } = await table.query({ ...range, ...(after && { after }) });
    rows.push(...items.map(parse).flatMap((part) => part.rows));
    after = last;
  } while (after);
  return rows;
}

/** Tells the runner, by the relay, that a run is to begin. */
export function wokenWrite({ jobId, run, version }: Job, now: Date): Write {
  const event = { type: wokenType, caseId: jobId, version, at: now.toISOString(), actor: system, data: { jobId, run } };
  return eventWrite(jobs.key(jobId).PK, event);
}

export const wokenType = 'job.woken.v1';

function partsPartition(jobId: string): string {
  return `JOB#${jobId}#PARTS`;
}

function keptFrom(at: string): Date {
  return new Date(Date.parse(at) + KEPT_DAYS * DAY);
}
