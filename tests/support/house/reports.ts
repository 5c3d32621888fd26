import type { ReportBucket } from '../../../functions/jobs/report-bucket.ts';

/** The bucket of results: what lies there by key. */
export function reportsOf(now: () => Date) {
  const contents = new Map<string, string>();
  const bucket: ReportBucket = {
    async put({ key, body }) {
      contents.set(key, body);
    },
    link: async ({ jobId }, format) => ({
      url: `https://bucket.example/reports/${jobId}.${format}`,
      expiresAt: now().toISOString(),
    }),
  };
  return { ...bucket, contents };
}
