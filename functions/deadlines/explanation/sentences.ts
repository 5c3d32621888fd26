import type { Language } from '../../platform/problems.ts';
import { dayAt, utc } from '../counting/dates.ts';
import type { Deadline } from '../deadline.ts';
import type { Rule, Unit } from '../packs/rule.ts';
import { type Counted, clockOf } from '../reckoning.ts';
import { eventName } from './event-names.ts';
import { wordsIn } from './words.ts';

/** A deadline in sentences, in the order in which a person would tell it: rule, start, length, pauses, the three dates, the end. */
export function sentencesOf(deadline: Deadline, counted: Counted, language: Language): string[] {
  const words = wordsIn[language];
  const { rule, zone, rolledBy } = counted;
  const on = (moment: string) => momentIn(moment, zone, language);
  const last = (moment: string) => lastDayOf(moment, rule.unit, zone, language);
  const event = (type: string) => eventName(type)[language];
  const { startedAt, startedBy, pauses = [], extensions = [], due, dueRolled, duePrudent } = deadline;
  return [
    words.rule(rule.title[language], citationIn(rule, language), rule.class, rule.verified),
    words.started(on(startedAt), event(startedBy), inDays(rule.unit)),
    words.length(clockOf(deadline, counted).length, rule.unit),
    ...(rule.unless ? [words.unlessContract] : []),
    ...pauses.map((pause) =>
      words.pause(event(pause.by), on(pause.orderedAt), told(pause.toldAt, on), told(pause.endedAt, on)),
    ),
    ...extensions.map(({ length, approvedBy, reason, toldAt, letter }) =>
      words.extended(length, rule.unit, approvedBy.name, reason, letter === undefined || toldAt !== undefined),
    ),
    ...(deadline.missingYear === undefined ? [] : [words.notComputable(deadline.missingYear)]),
    ...(due === undefined ? [] : [words.due(last(due), inDays(rule.unit))]),
    ...(due !== undefined && dueRolled !== due
      ? [words.rolled(dueRolled ? last(dueRolled) : undefined, rolledBy?.[language])]
      : []),
    ...(due !== undefined && duePrudent !== undefined && duePrudent !== due ? [words.prudent(last(duePrudent))] : []),
    ...endOf(deadline, words, on, event),
    words.zone(zone),
  ];
}

/** The law by its name in that language; one that is not Chinese has one name. */
function citationIn({ citation }: Rule, language: Language): string {
  return (language === 'zh-CN' && citation['zh-CN']) || citation.text;
}

function endOf(
  { state, satisfiedAt, satisfiedBy, breachedAt, endedAt }: Deadline,
  words: (typeof wordsIn)[Language],
  on: (moment: string) => string,
  event: (type: string) => string,
): string[] {
  const by = satisfiedBy?.startsWith('msg_') ? words.message(satisfiedBy) : event(satisfiedBy ?? '');
  return [
    ...(breachedAt === undefined ? [] : [words.breached(on(breachedAt))]),
    ...(satisfiedAt === undefined ? [] : [words.satisfied(on(satisfiedAt), by)]),
    ...(endedAt === undefined
      ? []
      : [state === 'SUPERSEDED' ? words.superseded(on(endedAt)) : words.cancelled(on(endedAt))]),
  ];
}

function told(moment: string | undefined, on: (moment: string) => string): string | undefined {
  return moment === undefined ? undefined : on(moment);
}

function inDays(unit: Unit): boolean {
  return unit !== 'minute' && unit !== 'hour';
}

/** The last day, where the end of a day is meant, and else the moment. */
function lastDayOf(moment: string, unit: Unit, zone: string, language: Language): string {
  return inDays(unit) ? dayIn(moment, zone, language) : momentIn(moment, zone, language);
}

function dayIn(moment: string, zone: string, language: Language): string {
  const day = dayAt(utc(Date.parse(moment) - 1), zone);
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(date);
}

function momentIn(moment: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(
    new Date(moment),
  );
}
