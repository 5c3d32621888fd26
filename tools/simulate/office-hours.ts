const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** China's, all year. */
const OFFSET = 8 * HOUR;
const OPENS = 9 * HOUR;
const CLOSES = 18 * HOUR;

/** The moment at which somebody who works from 9 to 18, Monday to Friday, in China has worked for so many hours since `from`. */
export function afterWork(from: number, hours: number): number {
  let at = from;
  let left = hours * HOUR;
  for (;;) {
    const midnight = Math.floor((at + OFFSET) / DAY) * DAY - OFFSET;
    const begins = Math.max(at, midnight + OPENS);
    const open = isWorked(midnight) ? Math.max(0, midnight + CLOSES - begins) : 0;
    if (open > left) return Math.round(begins + left);
    left -= open;
    at = midnight + DAY;
  }
}

/** Whether the day that begins at that midnight of China is one of the week's first five. */
function isWorked(midnight: number): boolean {
  return ![0, 6].includes(new Date(midnight + OFFSET).getUTCDay());
}
