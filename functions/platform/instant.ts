import * as z from 'zod';

/**
 * A moment, RFC 3339 with `Z` or an offset, kept in UTC with milliseconds so that moments sort as text. A time without
 * an offset is refused: nobody could say when it was.
 */
export const instant = z.iso
  .datetime({ offset: true, error: 'An RFC 3339 time with an offset, such as 2026-03-01T00:00:00+08:00' })
  .overwrite(toUtc)
  .refine((value) => value >= '1900' && value < '2200', 'A year from 1900 to 2199')
  .meta({ example: '2026-03-01T00:00:00+08:00' });

/** Text that is no time stays as it is: the format check has refused it, but a later check still sees it. */
function toUtc(value: string): string {
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}
