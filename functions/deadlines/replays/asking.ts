import { chains } from '../../chains.ts';
import type { Principal } from '../../platform/http/auth.ts';
import { seesEveryBranch } from '../../platform/http/auth.ts';
import { DomainError, invalid } from '../../platform/problems.ts';
import { dayAt, daysBetween } from '../counting/dates.ts';
import { says } from '../deadline-wordings.ts';
import { findPack } from '../packs/packs.ts';
import type { ReplayInput } from './replay-schemas.ts';

/** A leap year: what is longer is asked for in parts. */
const MOST_DAYS = 366;

/**
 * Throws `forbidden` for who does not see every branch, and `invalid-input` for what cannot be replayed: a pack that there is not, days
 * that have not come, too many of them, or cases without clocks.
 */
export function assertReplayable({ pack, version, from, to, caseType }: ReplayInput, by: Principal, now: Date): void {
  if (!seesEveryBranch(by)) throw new DomainError('forbidden', says.headOfficeOnly);
  const found = findPack(pack, version);
  if (!found) throw invalid('/version', says.noPack(pack, version));
  if (to < from) throw invalid('/to', says.endsBeforeItBegins);
  if (to > dayAt(now.toISOString(), found.zone)) throw invalid('/to', says.notYet);
  if (daysBetween(from, to) >= MOST_DAYS) throw invalid('/to', says.tooManyDays(MOST_DAYS));
  const names = chains.filter(({ hasClocks }) => hasClocks).map(({ name }) => name);
  if (caseType !== undefined && !names.includes(caseType)) throw invalid('/caseType', says.oneOf(names.join(', ')));
}
