import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { wokenType } from '../../functions/jobs/job-store.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import type { House } from '../house.ts';
import { readReports, writeReports } from '../permissions.ts';

/** Work on many records: what shows how far it is, and what does it, a run each time that the waker wakes a job. */
export function addJobs(scope: Construct, { operations, functions, stateful }: House): void {
  const { reports, keys, bus } = stateful;
  const environment = { REPORTS_BUCKET: reports.bucketName };
  functions.onRecord('jobs-api', {
    environment,
    permissions: readReports(reports, keys.data),
    table: { writes: false },
  });
  new EventConsumer(scope, 'JobWoken', {
    operations,
    // The class and its interface differ in what exactOptionalPropertyTypes makes of an optional property.
    source: { bus: bus as IEventBus, pattern: { source: ['careline'], detailType: [wokenType] } },
    consumer: functions.onRecord('jobs-runner', {
      environment,
      permissions: writeReports(reports, keys.data),
      table: { decides: true },
    }),
    name: 'jobs-runner',
    description: 'Jobs that begin or go on',
    whenFailed:
      'A run of a job has failed: it is begun again when its lease is over, and fails for good after five; customers notice nothing.',
  });
}
