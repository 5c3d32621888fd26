import { derivedId } from '../platform/ids.ts';
import type { Item, Range, Write } from '../platform/record/table.ts';
import type { Finding } from './finding-schemas.ts';

/** Long enough to look back over a quarter. */
const KEPT_DAYS = 90;

/** What the finder saw, and did: written with what it did. */
export function findingWrite(finding: Omit<Finding, 'findingId'>): Write {
  const { caseId, kind, foundAt } = finding;
  const findingId = derivedId('fnd', caseId, kind, foundAt);
  return {
    put: {
      PK: `FINDING#${findingId}`,
      SK: 'FINDING',
      GSI1PK: dayPartition(foundAt.slice(0, 10)),
      GSI1SK: `${foundAt}#${findingId}`,
      entity: 'finding',
      ttl: Math.floor(Date.parse(foundAt) / 1000) + KEPT_DAYS * 86_400,
      findingId,
      ...finding,
    },
  };
}

/** What was found on a day (UTC), newest first. */
export function findingsOf(day: string): Range {
  return { index: 'GSI1', partition: dayPartition(day), newestFirst: true };
}

/** A stored finding, less its keys. */
export function toFinding({ PK, SK, GSI1PK, GSI1SK, entity, ttl, ...finding }: Item) {
  return finding;
}

function dayPartition(day: string): string {
  return `FINDINGS#${day}`;
}
