import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';

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
