import type { Case, CaseType, World } from '../cases/case.ts';
import { ruleFor } from '../cases/clocks.ts';
import type { Calendar } from '../deadlines/calendars/calendar.ts';
import { calendar } from '../deadlines/calendars/calendars.ts';
import { count } from '../deadlines/counting/count.ts';
import type { Unit } from '../deadlines/packs/rule.ts';

const HOUR = 3_600_000;

/** What a task's time is counted by: a clock of its type's promises, or so many hours in a chain that has no packs. */
export type TaskClock = string | { readonly hours: number };

/**
 * When a task is due that has been waited for since a moment: by the rule for its case, on the prudent one of its dates. Throws for
 * a clock that the packs do not have.
 */
export function taskDue<C extends Case, R>(
  type: Pick<CaseType<C, R>, 'name' | 'clocks'>,
  world: Pick<World<C, R>, 'it' | 'customer' | 'reads'>,
  clock: TaskClock,
  from: string,
): string {
  if (typeof clock !== 'string') return later(new Date(from), clock.hours);
  const found = ruleFor(type, world, { class: 'promise', clock }, from);
  if (!found) throw new Error(`No promise is the clock ${clock} of a ${type.name}`);
  const { rule, pack } = found;
  return dueBy({ ...rule, zone: pack.zone, calendar: calendar(pack.calendar) }, from);
}

/** What a time is counted by. */
interface Time {
  readonly unit: Unit;
  readonly length: number;
  readonly zone: string;
  readonly calendar: Calendar;
}

/**
 * The prudent date of a time from a moment. Where a year of the calendar is missing its working days are taken for natural ones,
 * which are over sooner: somebody must have the task, and none is due later than was promised.
 */
export function dueBy(time: Time, from: string): string {
  const clock = { ...time, startedAt: from, stops: [] };
  const dates = count(clock);
  if (!('missing' in dates)) return dates.duePrudent;
  const natural = count({ ...clock, unit: 'natural-day' });
  if ('missing' in natural) throw new Error('Natural days need no calendar');
  return natural.duePrudent;
}

/** So many hours from now. */
export function later(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * HOUR).toISOString();
}

/** Whole seconds from a moment until another, none where that is past. */
export function secondsUntil(due: string, from: Date): number {
  return Math.max(0, Math.ceil((Date.parse(due) - from.getTime()) / 1000));
}
