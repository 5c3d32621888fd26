import { found } from '../platform/http/auth.ts';
import { etag } from '../platform/http/etag.ts';
import type { Handlers } from '../platform/http/route.ts';
import type { Table } from '../platform/record/table.ts';
import { jobs } from './job-store.ts';
import { viewOfJob } from './job-view.ts';
import { says } from './job-wordings.ts';
import type { ReportBucket } from './report-bucket.ts';
import type { routes } from './routes.ts';

type Deps = { table: Table; reports: Pick<ReportBucket, 'link'> };

export const handlers: Handlers<typeof routes, Deps> = {
  async getJob({ table, reports }, { principal, params, language, now }) {
    const known = await jobs.get(table, params.jobId);
    const job = found(known?.requestedBy.sub === principal.sub ? known : undefined, says.record);
    const view = viewOfJob(job, language);
    if (job.state !== 'DONE') return { status: 200, body: view, headers: etag(job.version) };
    const [json, csv] = await Promise.all([reports.link(job, 'json', now), reports.link(job, 'csv', now)]);
    return { status: 200, body: { ...view, result: { json, csv } }, headers: etag(job.version) };
  },
};
