import { csvOf } from './csv.ts';
import type { Job, Row } from './job.ts';
import type { Report } from './report-bucket.ts';

export const formats = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const;
export type Format = keyof typeof formats;

/** Where a job's result lies. */
export function reportKey({ jobId }: Pick<Job, 'jobId'>, format: Format): string {
  return `reports/${jobId}.${format}`;
}

/** What a person saves it as. */
export function reportName({ kind, jobId }: Pick<Job, 'kind' | 'jobId'>, format: Format): string {
  return `${kind}-${jobId}.${format}`;
}

/** The result of a job, for a program and for a spreadsheet. */
export function reportsOf(job: Job, columns: readonly string[], rows: readonly Row[]): Report[] {
  const { jobId, kind, input, createdAt: asOf, tally } = job;
  const body = { json: JSON.stringify({ jobId, kind, input, asOf, counts: tally, rows }), csv: csvOf(columns, rows) };
  return (['json', 'csv'] as const).map((format) => ({
    key: reportKey(job, format),
    contentType: formats[format],
    body: body[format],
  }));
}
