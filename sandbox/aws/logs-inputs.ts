import { z } from 'zod';

// What the actions take; times in ms since the epoch.

const group = { logGroupName: z.string().optional(), logGroupIdentifier: z.string().optional() };
const limit = (most: number, usual = most) => z.number().int().min(1).max(most).default(usual);
const period = {
  startTime: z.number().default(0),
  endTime: z.number().default(Number.POSITIVE_INFINITY),
};
const nextToken = z.string().optional();

export const filterInput = z.strictObject({
  ...group,
  ...period,
  filterPattern: z.string().optional(),
  logStreamNames: z.array(z.string()).optional(),
  logStreamNamePrefix: z.string().optional(),
  // Deprecated: results are always interleaved.
  interleaved: z.boolean().optional(),
  limit: limit(10_000),
  nextToken,
});

export const getInput = z.strictObject({
  ...group,
  ...period,
  logStreamName: z.string(),
  startFromHead: z.boolean().default(false),
  limit: limit(10_000),
  nextToken,
});

export const groupsInput = z.strictObject({
  logGroupNamePrefix: z.string().optional(),
  logGroupNamePattern: z.string().optional(),
  limit: limit(50),
  nextToken,
});

export const streamsInput = z.strictObject({
  ...group,
  logStreamNamePrefix: z.string().optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
  descending: z.boolean().default(false),
  limit: limit(50),
  nextToken,
});
