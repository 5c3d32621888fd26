import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import type { Item } from './table.ts';

/** The entity of an item, without its keys. */
export function entityOf<T>(item: Item): T {
  const { PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK, entity, ttl, ...rest } = item;
  return rest as T;
}

/** The ETag of a version. */
export function etag(version: number): { etag: string } {
  return { etag: `"${version}"` };
}

/** Throws `stale-version` when `If-Match` names another version than the stored one. */
export function assertMatch(ifMatch: number | undefined, version: number): void {
  if (ifMatch !== undefined && ifMatch !== version) {
    throw new DomainError('stale-version', says.stale(version, ifMatch));
  }
}
