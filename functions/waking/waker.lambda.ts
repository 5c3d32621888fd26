import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { counted, type FindingReport } from '../cases/finding/finding-metric.ts';
import { executionsOf } from '../executions/workflow-executions.ts';
import { environment } from '../platform/environment.ts';
import { dueShards } from '../platform/record/due.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { workflowArns } from '../platform/record/workflow-arns.ts';
import { wake } from './waker.ts';

/** Milliseconds before the function is cut off in which it takes nothing new: what it has taken is done by then. */
const TO_FINISH = 10_000;

const deps = {
  table: dynamoTable(environment('TABLE_NAME')),
  executions: executionsOf(workflowArns()),
  clock: () => new Date(),
};

/** The shards of the due index that a run takes: all by default. */
const called = z.object({
  shards: z
    .array(z.int().min(0).lt(dueShards.length))
    .min(1)
    .default([...dueShards]),
});

/** Each minute, and whenever somebody calls it: answers what it has looked at and found. */
export const handler = async (
  event: unknown,
  { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<FindingReport> => {
  const { shards } = called.parse(event ?? {});
  return counted(() => wake(deps, { shards, hasTime: () => getRemainingTimeInMillis() > TO_FINISH }));
};
