import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { environment } from '../platform/environment.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { runJob } from './job-runner.ts';
import { s3Reports } from './report-bucket.ts';

/** Milliseconds before the function is cut off in which it begins nothing new: the result of a job takes longest. */
const TO_FINISH = 90_000;

const deps = {
  table: dynamoTable(environment('TABLE_NAME')),
  reports: s3Reports(environment('REPORTS_BUCKET')),
  clock: () => new Date(),
};

const woken = z.object({ detail: z.object({ data: z.object({ jobId: z.string(), run: z.int() }) }) });

/** A run of a job, as the bus tells that it was woken; told again, it goes on from where the run stood. */
export const handler = async (
  event: unknown,
  { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  const { data } = woken.parse(event).detail;
  await runJob({ ...deps, hasTime: () => getRemainingTimeInMillis() > TO_FINISH }, data);
};
