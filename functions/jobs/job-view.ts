import type { Language } from '../platform/problems.ts';
import type { Job } from './job.ts';
import type { JobView } from './job-schemas.ts';
import { says } from './job-wordings.ts';

/** Who asks for jobs: ops, and whoever leads the work of a kind of case. */
export const reporters = ['claims-supervisor', 'complaints-manager', 'ops', 'admin'] as const;

/** Where a job is to be asked for. */
export function jobPath({ jobId }: Pick<Job, 'jobId'>): string {
  return `/v1/jobs/${jobId}`;
}

/** A job as whoever asked for it sees it, without the links to its result. */
export function viewOfJob(job: Job, language: Language): JobView {
  const { jobId, kind, state, progress, tally, rows, createdAt, beganAt, endedAt, error } = job;
  const { looked, done, of } = progress;
  const percent = state === 'DONE' ? 100 : Math.floor((100 * done) / Math.max(of, 1));
  return {
    ...{ jobId, kind, state, progress: { looked, percent }, counts: tally, rows, requestedAt: createdAt },
    ...(beganAt && { beganAt }),
    ...(endedAt && { endedAt }),
    ...(error && { error: { code: error, detail: says.noProgress[language] } }),
  };
}
