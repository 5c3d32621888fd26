import * as z from 'zod';
import { versioned } from '../platform/record/entity.ts';
import { actor } from '../platform/record/events.ts';

/**
 * RUNNING, PAUSED while an evidenced interval is open, BREACHED past its due date, SATISFIED; CANCELLED with what it was about;
 * SUPERSEDED by the next generation of itself; NOT_COMPUTABLE while a year of the calendar is missing.
 */
export const deadlineStates = [
  'RUNNING',
  'PAUSED',
  'BREACHED',
  'SATISFIED',
  'CANCELLED',
  'SUPERSEDED',
  'NOT_COMPUTABLE',
] as const;
export type DeadlineState = (typeof deadlineStates)[number];

/** An interval that was ordered. It counts from `toldAt`, which the provider's own word about the message proves. */
const pause = z.lazy(() =>
  z.object({
    kind: z.enum(['pause', 'toll']),
    /** The event that ordered it, and when. */
    by: z.string(),
    orderedAt: z.iso.datetime(),
    letter: z.string(),
    toldAt: z.iso.datetime().optional(),
    messageId: z.string().optional(),
    endedAt: z.iso.datetime().optional(),
    endedBy: z.string().optional(),
  }),
);
export type Pause = z.infer<typeof pause>;

const extension = z.lazy(() =>
  z.object({
    /** In the rule's unit. */
    length: z.int().positive(),
    approvedBy: actor,
    reason: z.string(),
    at: z.iso.datetime(),
    /** The letter that must reach the customer before it holds. */
    letter: z.string().optional(),
    toldAt: z.iso.datetime().optional(),
    messageId: z.string().optional(),
  }),
);
export type Extension = z.infer<typeof extension>;

/** A clock of a case: what happened to it, and what follows from that for its dates and its state. */
export const deadlineSchema = z.lazy(() =>
  z.object({
    ...versioned,
    caseId: z.string(),
    caseReference: z.string(),
    customerId: z.string(),
    branchId: z.string(),
    pack: z.string(),
    /** The case keeps the version that it began with. */
    packVersion: z.string(),
    rule: z.string(),
    /** 1, 2 …: new facts, or a new round of the same work, begin another. */
    generation: z.int().min(1),
    startedAt: z.iso.datetime(),
    startedBy: z.string(),
    pauses: z.array(pause).optional(),
    extensions: z.array(extension).optional(),
    satisfiedAt: z.iso.datetime().optional(),
    /** An event's type, or the message by which the customer was told. */
    satisfiedBy: z.string().optional(),
    endedAt: z.iso.datetime().optional(),
    endedBy: z.string().optional(),
    state: z.enum(deadlineStates),
    due: z.iso.datetime().optional(),
    dueRolled: z.iso.datetime().nullish(),
    duePrudent: z.iso.datetime().optional(),
    /** The year that its calendar lacks. */
    missingYear: z.int().optional(),
    breachedAt: z.iso.datetime().optional(),
    /** Rungs that were reached, in per cent, each once. */
    reached: z.array(z.int()).optional(),
    /** When the waker must look at it. */
    wakeAt: z.iso.datetime().optional(),
  }),
);
export type Deadline = Readonly<z.infer<typeof deadlineSchema>>;

/** The id of a deadline tells its case and its rule: `ddl_clm_01J….CN.art24.1`. */
export function deadlineIdOf({ caseId, pack, rule, generation }: DeadlineName): string {
  return `ddl_${caseId}.${pack}.${rule}.${generation}`;
}

type DeadlineName = Pick<Deadline, 'caseId' | 'pack' | 'rule' | 'generation'>;

/** The parts of an id; undefined for what is none. */
export function nameOfDeadline(id: string): DeadlineName | undefined {
  const match = /^ddl_(\w+)\.([A-Za-z-]+)\.([\w.-]+)\.([1-9]\d*)$/.exec(id);
  if (!match) return undefined;
  const [, caseId = '', pack = '', rule = '', generation] = match;
  return { caseId, pack, rule, generation: Number(generation) };
}

/** Whether nothing can happen to it any more. */
export function isOver({ endedAt, satisfiedAt }: Pick<Deadline, 'endedAt' | 'satisfiedAt'>): boolean {
  return endedAt !== undefined || satisfiedAt !== undefined;
}
