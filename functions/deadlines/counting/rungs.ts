import { beginningOf, endOf } from './dates.ts';
import { type Clock, daysOf } from './days.ts';
import { after, type Stop, stoppedWithin } from './stops.ts';

/**
 * The moment at which so many per cent of a clock have run, up to its prudent date: on the same days as that date, so that a
 * Sunday or a pause brings no rung nearer. 100 is the prudent date itself.
 */
export function rungAt(percent: number, clock: Clock, duePrudent: string): string {
  if (percent >= 100) return duePrudent;
  const { startedAt, unit, stops } = clock;
  const still = unit === 'minute' || unit === 'hour' ? stops : skippedDays(clock, duePrudent);
  const span = Date.parse(duePrudent) - Date.parse(startedAt) - stoppedWithin(startedAt, duePrudent, still);
  return after(startedAt, Math.floor((span * percent) / 100), still);
}

/** The whole days up to the prudent date on which the clock does not run. */
function skippedDays(clock: Clock, duePrudent: string): Stop[] {
  const skipped: Stop[] = [];
  for (const { day, skipped: why } of daysOf(clock)) {
    const to = endOf(day, clock.zone);
    if (to > duePrudent) break;
    if (why && why !== 'start') skipped.push({ from: beginningOf(day, clock.zone), to });
  }
  return skipped;
}
