import * as z from 'zod';
import { says } from './platform-wordings.ts';
import { wrong } from './wording.ts';

/**
 * A moment, RFC 3339 with `Z` or an offset, kept in UTC with milliseconds so that moments sort as text. A time without
 * an offset is refused: nobody could say when it was.
 */
export const instant = z.iso
  .datetime({ offset: true, ...wrong(says.instant) })
  .overwrite(toUtc)
  .refine((value) => value >= '1900' && value < '2200', wrong(says.year))
  .meta({ example: '2026-03-01T00:00:00+08:00' });

/** Text that is no time stays as it is: the format check has refused it, but a later check still sees it. */
function toUtc(value: string): string {
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}
