import { type Deadline, isOver, type Pause } from './deadline.ts';
import type { Interval, Rule, Telling } from './packs/rule.ts';

/** Something that happened to a case, by its event's type. */
export interface Happening {
  readonly type: string;
  readonly at: string;
}

/** What a provider has said of a message to the customer: when it was sent off, and when it arrived. */
export interface Told {
  readonly letter: string;
  readonly messageId: string;
  /** When it was ordered: the moment of the change that it tells of. */
  readonly orderedAt: string;
  readonly dispatchedAt?: string | undefined;
  readonly receivedAt?: string | undefined;
}

const HOUR = 3_600_000;

/** The deadline after something happened: kept, ended, paused or going on. The same object where that is nothing to it. */
export function happened(deadline: Deadline, rule: Rule, { type, at }: Happening): Deadline {
  if (isOver(deadline)) return deadline;
  if (rule.satisfiedBy?.some((by) => 'event' in by && by.event === type)) {
    return { ...deadline, satisfiedAt: at, satisfiedBy: type };
  }
  if (rule.restartedBy?.includes(type)) return { ...deadline, endedAt: at };
  if (rule.endedBy?.includes(type)) return { ...deadline, endedAt: at, endedBy: type };
  return begun(ended(deadline, rule, { type, at }), rule, { type, at });
}

function begun(deadline: Deadline, rule: Rule, { type, at }: Happening): Deadline {
  const { pauses = [] } = deadline;
  const starts = intervalsOf(rule).filter(({ interval }) => interval.by === type);
  const open = pauses.some(({ by, endedAt }) => by === type && endedAt === undefined);
  if (starts.length === 0 || open) return deadline;
  const more = starts.map(({ kind, interval }) => ({ kind, by: type, orderedAt: at, letter: interval.told.letter }));
  return { ...deadline, pauses: [...pauses, ...more] };
}

function ended(deadline: Deadline, rule: Rule, { type, at }: Happening): Deadline {
  const { pauses = [] } = deadline;
  const ends = (pause: Pause) => pause.endedAt === undefined && intervalOf(rule, pause)?.until.includes(type);
  if (!pauses.some(ends)) return deadline;
  return {
    ...deadline,
    pauses: pauses.map((pause) => (ends(pause) ? { ...pause, endedAt: at, endedBy: type } : pause)),
  };
}

/**
 * The deadline after what a provider said of a message: it may be what keeps it, or the proof of a pause or an extension. It may
 * come late, and after all is over; the earliest proof stands.
 */
export function told(deadline: Deadline, rule: Rule, telling: Told): Deadline {
  const { pauses, extensions } = deadline;
  const proven = {
    ...(pauses && { pauses: pauses.map((pause) => provenPause(pause, intervalOf(rule, pause), telling)) }),
    ...(extensions && { extensions: extensions.map((extension) => provenExtension(extension, rule, telling)) }),
  };
  const by = rule.satisfiedBy?.find((one) => 'letter' in one && one.letter === telling.letter);
  const at = by && 'letter' in by ? momentOf(telling, by.by) : undefined;
  const keeps = at !== undefined && telling.orderedAt >= deadline.startedAt && deadline.endedAt === undefined;
  if (!keeps || (deadline.satisfiedAt !== undefined && deadline.satisfiedAt <= at)) return { ...deadline, ...proven };
  return { ...deadline, ...proven, satisfiedAt: at, satisfiedBy: telling.messageId };
}

function provenPause(pause: Pause, interval: Interval | undefined, telling: Told): Pause {
  const at = interval && isOf(pause.letter, pause.orderedAt, telling) ? momentOf(telling, interval.told.by) : undefined;
  const limit = interval?.withinHours;
  const tooLate = at && limit && Date.parse(at) > Date.parse(pause.orderedAt) + limit * HOUR;
  if (at === undefined || tooLate || (pause.toldAt !== undefined && pause.toldAt <= at)) return pause;
  return { ...pause, toldAt: at, messageId: telling.messageId };
}

function provenExtension(extension: NonNullable<Deadline['extensions']>[number], rule: Rule, telling: Told) {
  const { letter, at: orderedAt, toldAt } = extension;
  const by = rule.extensions?.find(({ told: wanted }) => wanted?.letter === letter)?.told?.by;
  const at = by && letter && isOf(letter, orderedAt, telling) ? momentOf(telling, by) : undefined;
  if (at === undefined || (toldAt !== undefined && toldAt <= at)) return extension;
  return { ...extension, toldAt: at, messageId: telling.messageId };
}

/** A receipt proves a dispatch; nothing proves a call but a call. */
function momentOf({ dispatchedAt, receivedAt }: Told, by: Telling): string | undefined {
  if (by === 'dispatch') return dispatchedAt ?? receivedAt;
  return by === 'receipt' ? receivedAt : undefined;
}

function isOf(letter: string, orderedAt: string, telling: Told): boolean {
  return telling.letter === letter && telling.orderedAt === orderedAt;
}

/** What a rule says of an interval that was ordered. */
export function intervalOf(rule: Rule, { kind, by }: Pick<Pause, 'kind' | 'by'>): Interval | undefined {
  return intervalsOf(rule).find((each) => each.kind === kind && each.interval.by === by)?.interval;
}

function intervalsOf({ pausedBy = [], tolledBy = [] }: Rule) {
  return [
    ...pausedBy.map((interval) => ({ kind: 'pause', interval }) as const),
    ...tolledBy.map((interval) => ({ kind: 'toll', interval }) as const),
  ];
}
