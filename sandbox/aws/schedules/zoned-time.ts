/** A day and time as a clock on the wall shows it. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock shows in a time zone at an instant (ms since the epoch). Throws RangeError for a zone that is not known. */
export function wallTime(instant: number, timeZone: string): WallTime {
  const shown = new Date(instant + offsetAt(instant, timeZone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

/**
 * The instant at which a clock shows `time` (ms of the same date and time in UTC); undefined if it is skipped when
 * daylight saving time begins, the first of the two when it ends.
 */
export function instantOf(time: number, timeZone: string): number | undefined {
  const offsets = new Set([offsetAt(time - DAY, timeZone), offsetAt(time + DAY, timeZone)]);
  const instants = [...offsets].map((offset) => time - offset);
  return instants.sort((a, b) => a - b).find((instant) => instant + offsetAt(instant, timeZone) === time);
}

/** How far a zone's clocks are ahead of UTC, in ms. */
function offsetAt(instant: number, timeZone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  const parts = formatOf(timeZone).formatToParts(second);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return shown - second;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = 'numeric' as const;
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields });
  formats.set(timeZone, format);
  return format;
}
