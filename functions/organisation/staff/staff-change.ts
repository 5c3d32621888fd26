import { isDeepStrictEqual } from 'node:util';
import { begun } from '../../platform/record/entity.ts';
import { wakeAtOf } from './leave.ts';
import { newsOf, withoutNull } from './staff-at.ts';
import { postingFields, type Said, type StaffMember, staffSchema } from './staff-member.ts';

/** When something is said, and from which day it holds: from today by default. */
export interface When {
  readonly validFrom?: string | undefined;
  readonly today: string;
  readonly now: Date;
}

type New = Said & Pick<StaffMember, 'staffId'>;

/** Somebody who begins, as a record says it, or a token. */
export function takenOn(said: New, source: StaffMember['source'], { validFrom, today, now }: When): StaffMember {
  const whole = withoutNull({ status: 'ACTIVE', skills: [], licences: {}, leave: [], ...said });
  const member = staffSchema.parse({ ...whole, source, ...begun(now) });
  const posting = Object.fromEntries(postingFields.map((field) => [field, member[field]]));
  const first = { validFrom: validFrom ?? today, recordedAt: now.toISOString(), stated: withoutNull(posting) };
  return staffSchema.parse({ ...member, ...withWake(member, now), revisions: [first] });
}

/**
 * Somebody after something is said of them, or the same object where that is nothing new. What was said before is kept among
 * the revisions. `by` is whose word it is: a record's is not a token's to change.
 */
export function restated(
  member: StaffMember,
  said: Said,
  by: StaffMember['source'],
  { validFrom, today, now }: When,
): StaffMember {
  const news = newsOf(member, said, validFrom);
  const isNews = Object.keys(news).length > 0;
  const from = validFrom ?? today;
  const revisions = [...(member.revisions ?? []), { validFrom: from, recordedAt: now.toISOString(), stated: news }];
  const { wakeAt, ...known } = member;
  const next = staffSchema.parse(
    withoutNull({ ...known, ...given(said), source: sourceOf(member, said, by), ...(isNews && { revisions }) }),
  );
  if (isDeepStrictEqual(next, known)) return member;
  const away = isDeepStrictEqual([next.leave, next.status], [member.leave, member.status]);
  return away ? { ...next, ...(wakeAt && { wakeAt }) } : { ...next, ...withWake(next, now) };
}

/** Whoever sets a leave alone says nothing of what the token says. */
function sourceOf(member: StaffMember, said: Said, by: StaffMember['source']): StaffMember['source'] {
  return by === 'record' && Object.keys(given(said)).some((field) => field !== 'leave') ? 'record' : member.source;
}

function given(said: Said) {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function withWake(member: StaffMember, now: Date) {
  const wakeAt = wakeAtOf(member, now);
  return wakeAt === undefined ? {} : { wakeAt };
}
