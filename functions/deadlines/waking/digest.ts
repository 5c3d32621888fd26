import * as z from 'zod';
import { staffMessage } from '../../notifications/notice.ts';
import { staff } from '../../organisation/organisation-store.ts';
import { duePlace } from '../../platform/record/due.ts';
import { begun, entity, versioned } from '../../platform/record/entity.ts';
import type { Table, Write } from '../../platform/record/table.ts';

const MINUTE = 60_000;
/** What comes to one person within so long goes in one message. */
const WINDOW = 15 * MINUTE;
/** More than a person reads; what is above that is counted. */
const MOST = 50;

const item = z.lazy(() =>
  z.object({
    deadlineId: z.string(),
    caseReference: z.string(),
    title: z.object({ en: z.string(), 'zh-CN': z.string() }),
    percent: z.int(),
    due: z.iso.datetime(),
  }),
);
export type DigestItem = z.infer<typeof item>;

/** What somebody is to be told of clocks that run out: gathered until it is sent. */
export const digests = entity({
  type: 'deadline-digest',
  schema: z.object({
    ...versioned,
    staffId: z.string(),
    items: z.array(item),
    /** How many more there were. */
    more: z.int().min(0),
    lastSentAt: z.iso.datetime().optional(),
    wakeAt: z.iso.datetime().optional(),
  }),
  id: ({ staffId }) => staffId,
  indexes: ({ staffId, wakeAt }) => ({ GSI2: duePlace(staffId, wakeAt) }),
});

/** The writes that tell somebody of clocks: at once, or with what else comes within a quarter of an hour of the last message. */
export async function toldOf(table: Table, staffId: string, news: readonly DigestItem[], now: Date): Promise<Write[]> {
  const known = await digests.get(table, staffId);
  if (!known) return [digests.create({ staffId, items: [...news], more: 0, wakeAt: now.toISOString(), ...begun(now) })];
  const all = [...known.items, ...news];
  const gathered = { items: all.slice(0, MOST), more: known.more + Math.max(0, all.length - MOST) };
  const next = Date.parse(known.lastSentAt ?? '1970-01-01T00:00:00Z') + WINDOW;
  const wakeAt = known.wakeAt ?? new Date(Math.max(now.getTime(), next)).toISOString();
  return [digests.replace(known, { ...known, ...gathered, wakeAt }, now).write];
}

/** Sends what was gathered for somebody; nothing to somebody without an address, or who has left. */
export async function wakeDigest(table: Table, staffId: string, now: Date): Promise<Write[]> {
  const digest = await digests.get(table, staffId);
  if (!digest?.wakeAt || digest.wakeAt > now.toISOString()) return [];
  const { wakeAt, items, more, ...rest } = digest;
  const member = await staff.get(table, staffId);
  const key = String(digest.version);
  const model = { items, more };
  const sent = member?.email ? staffMessage({ member, template: 'deadline-digest', model, key, now }) : [];
  const after = { ...rest, items: [], more: 0, lastSentAt: now.toISOString() };
  return [digests.replace(digest, after, now).write, ...sent];
}
