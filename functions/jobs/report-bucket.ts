import { putObject } from '../platform/record/put-object.ts';
import { signedUrl } from '../platform/record/signed-url.ts';
import type { Job } from './job.ts';
import { type Format, formats, reportKey, reportName } from './report.ts';

export interface Report {
  readonly key: string;
  readonly contentType: string;
  readonly body: string;
}

/** Where the results of jobs lie. */
export interface ReportBucket {
  put(report: Report): Promise<void>;
  /** Whoever has the URL gets the file, for two minutes. */
  link(job: Job, format: Format, now: Date): Promise<{ url: string; expiresAt: string }>;
}

/** Some 25 MB, where a job has found all that it lists. */
const TIMEOUT_MS = 60_000;

export function s3Reports(bucket: string): ReportBucket {
  return {
    put: ({ key, body, contentType }) => putObject(bucket, key, body, { contentType, timeout: TIMEOUT_MS }),
    link: (job, format, now) =>
      signedUrl(
        bucket,
        reportKey(job, format),
        {
          'response-content-type': formats[format],
          'response-content-disposition': `attachment; filename="${reportName(job, format)}"`,
          'response-cache-control': 'no-store',
        },
        now,
      ),
  };
}
