import { AwsError } from '../aws-error.ts';
import { cronMoments } from './cron-expression.ts';
import { instantOf } from './zoned-time.ts';

/** The first moment of a schedule after another, in ms since the epoch; undefined if there is none. */
export type Moments = (after: number) => number | undefined;

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(…)`, whose first moment is `start`, `cron(…)` or `at(…)`. Throws ValidationException. */
export function parseSchedule(expression: string, { timeZone, start }: { timeZone: string; start: number }): Moments {
  const [, kind = '', argument = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  try {
    if (kind === 'cron') return cronMoments(argument, timeZone);
    if (kind === 'rate') return rateMoments(argument, start);
    if (kind === 'at') return oneMoment(argument, timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new AwsError('ValidationException', `Invalid Schedule Expression ${expression} in ${timeZone}.`);
}

function rateMoments(argument: string, start: number): Moments {
  const [, value = '', unit = ''] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(argument) ?? [];
  const period = Number(value) * (units[unit] ?? Number.NaN);
  if (!(period > 0)) throw new RangeError(argument);
  return (after) => (after < start ? start : start + (Math.floor((after - start) / period) + 1) * period);
}

function oneMoment(argument: string, timeZone: string): Moments {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(argument) ? Date.parse(`${argument}Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new RangeError(argument);
  const moment = instantOf(time, timeZone);
  if (moment === undefined) throw new RangeError(`${argument} is skipped in ${timeZone}`);
  return (after) => (moment > after ? moment : undefined);
}
