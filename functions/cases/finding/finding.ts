import { derivedId } from '../../platform/ids.ts';
import { entity, type List } from '../../platform/record/entity.ts';
import type { Write } from '../../platform/record/table.ts';
import { type Finding, finding } from './finding-schemas.ts';

/** Long enough to look back over a quarter. */
const KEPT_DAYS = 90;

const findings = entity({
  type: 'finding',
  schema: finding,
  id: ({ findingId }) => findingId,
  indexes: ({ findingId, foundAt }) => ({ GSI3: [dayPartition(foundAt.slice(0, 10)), `${foundAt}#${findingId}`] }),
  expires: ({ foundAt }) => new Date(Date.parse(foundAt) + KEPT_DAYS * 86_400_000),
});

/**
 * What was seen, and done about it: written with what was done. What many cases have in common is one finding, told by the
 * last of them: `once` names what it is about.
 */
export function findingWrite(found: Omit<Finding, 'findingId'>, once?: string): Write {
  const findingId = derivedId('fnd', ...(once === undefined ? [found.caseId] : []), found.kind, once ?? found.foundAt);
  return findings.put({ findingId, ...found });
}

/** How many findings are among the writes. */
export function findingsIn(writes: readonly Write[]): number {
  return writes.filter((write) => 'put' in write && write.put.entity === 'finding').length;
}

/** What was found on a day (UTC), newest first. */
export function findingsOf(day: string): List<Finding> {
  return findings.list({ index: 'GSI3', partition: dayPartition(day), newestFirst: true });
}

function dayPartition(day: string): string {
  return `FINDINGS#${day}`;
}
