import * as z from 'zod';
import { versioned } from '../platform/record/entity.ts';
import { actor } from '../platform/record/events.ts';

export const jobStates = ['QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const;

/** A row of a result: the same columns in each, in the order in which its kind names them. */
export const row = z.record(z.string(), z.union([z.string(), z.number()]).nullable());
export type Row = z.infer<typeof row>;

/** Work on many records, in pages: where it stands, what it has found, and when it must be seen to go on. */
export const jobSchema = z.object({
  ...versioned,
  jobId: z.string(),
  kind: z.string(),
  input: z.unknown(),
  /** Whoever asked for it: a job is nobody else's business. */
  requestedBy: actor,
  state: z.enum(jobStates),
  /** Which run may write, 1, 2 …: each wake begins another, and an older one stops at its next page. */
  run: z.int().min(0),
  /** How many runs in a row have written nothing. */
  idle: z.int().min(0),
  /** Where its next page begins, as its kind says; absent at the beginning, and when all is read. */
  cursor: z.string().optional(),
  read: z.literal(true).optional(),
  progress: z.object({ looked: z.int(), done: z.int(), of: z.int() }),
  /** What was counted, by its name. */
  tally: z.record(z.string(), z.int()),
  /** Partial results that lie beside it, and the rows in them. */
  parts: z.int().min(0),
  rows: z.int().min(0),
  beganAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  error: z.enum(['no-progress']).optional(),
  /** When it is woken: while a run works, the end of its lease. */
  wakeAt: z.iso.datetime().optional(),
});
export type Job = Readonly<z.infer<typeof jobSchema>>;

/** Whether nothing is left to do. */
export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state === 'DONE' || state === 'FAILED';
}
