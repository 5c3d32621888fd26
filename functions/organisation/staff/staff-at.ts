import { isDeepStrictEqual } from 'node:util';
import {
  type Posting,
  postingFields,
  type SaidPosting,
  type StaffMember,
  type StaffRevision,
  staffRevision,
  staffSchema,
} from './staff-member.ts';

/**
 * Somebody as the record has it of a day (YYYY-MM-DD): of what was said to hold from that day or an earlier one, the last word
 * on each thing. Undefined for a day before the first that anything was said of. Leave and licences have days of their own.
 */
export function staffAt(member: StaffMember, day: string): StaffMember | undefined {
  const valid = (member.revisions ?? []).filter(({ validFrom }) => validFrom <= day);
  if (valid.length === 0) return undefined;
  const { manager, agentCode, ...rest } = member;
  const held: Partial<Posting> = Object.assign({}, ...valid.map(({ stated }) => stated));
  return staffSchema.parse(withoutNull({ ...rest, ...held }));
}

/** What of what is said is new: of now where it is said without a day, else of that day and all since. */
export function newsOf(member: StaffMember, said: SaidPosting, validFrom: string | undefined): StaffRevision['stated'] {
  const later = (member.revisions ?? []).map((known) => known.validFrom).filter((day) => day > (validFrom ?? ''));
  const held = validFrom === undefined ? [member] : [validFrom, ...later].map((day) => staffAt(member, day));
  const fields = postingFields.filter(
    (field) => said[field] !== undefined && held.some((known) => !same(known?.[field], said[field])),
  );
  return staffRevision.shape.stated.parse(Object.fromEntries(fields.map((field) => [field, said[field]])));
}

/** An object without the fields that are null, which say that there is nothing. */
export function withoutNull(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function same(known: unknown, said: unknown): boolean {
  return isDeepStrictEqual(known ?? null, said);
}
