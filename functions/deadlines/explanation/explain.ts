import { count } from '../counting/count.ts';
import { dayAt, daysBetween } from '../counting/dates.ts';
import { type CountedDay, daysOf } from '../counting/days.ts';
import { stoppedDays } from '../counting/stops.ts';
import type { Deadline, Pause } from '../deadline.ts';
import type { ExplanationView } from '../deadline-schemas.ts';
import { says } from '../deadline-wordings.ts';
import { countedOf } from '../keeping.ts';
import { type Counted, clockOf, openPause } from '../reckoning.ts';
import { viewOf } from './deadline-view.ts';
import { sentencesOf } from './sentences.ts';

/** Why a deadline is on the day that it is on: each day counted or skipped, each pause with its proof, and the same in sentences. */
export function explain(deadline: Deadline): ExplanationView {
  const counted = countedOf(deadline);
  const { zone, calendar, rule } = counted;
  return {
    deadline: viewOf(deadline),
    zone,
    calendar: calendar.id,
    source: rule.citation,
    days: explainedDays(deadline, counted),
    pauses: (deadline.pauses ?? []).map((pause) => explainedPause(pause, counted)),
    sentences: { en: sentencesOf(deadline, counted, 'en'), 'zh-CN': sentencesOf(deadline, counted, 'zh-CN') },
  };
}

/**
 * The days of a clock that is counted in days, up to the one on which it stands still where it does; one that cannot be computed
 * yet shows none.
 */
function explainedDays(deadline: Deadline, counted: Counted): ExplanationView['days'] {
  const clock = clockOf(deadline, counted);
  const inDays = clock.unit !== 'minute' && clock.unit !== 'hour';
  if (!inDays || 'missing' in count(clock)) return [];
  const still = deadline.state === 'PAUSED' ? openPause(deadline)?.toldAt : undefined;
  const until = still === undefined ? undefined : dayAt(still, clock.zone);
  return [...daysOf(clock)].filter(({ day }) => until === undefined || day <= until).map(explainedDay);
}

function explainedDay({ day, nth, skipped, is }: CountedDay): ExplanationView['days'][number] {
  const reason = skipped === 'week' ? 'weekend' : skipped;
  return {
    day,
    reason: reason ?? 'counted',
    ...(nth !== undefined && { nth }),
    ...(is?.kind === 'holiday' && { name: is.name }),
    ...(is?.kind === 'make-up' && { makeUp: true }),
  };
}

function explainedPause(pause: Pause, { zone, rule }: Counted): ExplanationView['pauses'][number] {
  const { by, toldAt, endedAt } = pause;
  if (toldAt === undefined) return { by, counted: false, why: says.notTold };
  if (endedAt === undefined) return { by, counted: true, why: says.stillPaused };
  if (rule.unit === 'minute' || rule.unit === 'hour') return { by, counted: toldAt < endedAt, why: says.pausedHours };
  const wholeDays = stoppedDays([{ from: toldAt, to: endedAt }], zone).reduce(
    (sum, { first, last }) => sum + daysBetween(first, last) + 1,
    0,
  );
  return { by, counted: wholeDays > 0, wholeDays, why: says.pausedDays(wholeDays) };
}
