import * as z from 'zod';
import { staffRoles } from '../../roles.ts';
import type { Day } from '../counting/dates.ts';
import { overlap, particularity, scope } from './scope.ts';

const words = z.lazy(() => z.strictObject({ en: z.string(), 'zh-CN': z.string() }));

/** Units of a clock: the first two run through nights and holidays, the others end with their last day. */
export const units = ['minute', 'hour', 'natural-day', 'working-day', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

/** How a customer has been told: sent off, arrived, or spoken to by telephone. */
export const tellings = ['dispatch', 'receipt', 'call'] as const;
export type Telling = (typeof tellings)[number];

const eventType = z.string().regex(/^[a-z-]+\.[a-z-]+\.v\d+$/);
const length = z.int().positive();

/** An interval that is not counted: from when the customer was told of it until what ends it, never without a telling. */
const interval = z.lazy(() =>
  z.strictObject({
    by: eventType,
    /** The letter that tells of it, and what of it begins the interval. */
    told: z.strictObject({ letter: z.string(), by: z.enum(tellings) }),
    /** It must be told within so many hours, or nothing is taken off. */
    withinHours: length.optional(),
    until: z.array(eventType).min(1),
  }),
);

const extension = z.lazy(() =>
  z.strictObject({
    /** How much longer, in the rule's unit. */
    length,
    approver: z.enum(staffRoles),
    /** It holds once the customer has been told. */
    told: z.strictObject({ letter: z.string(), by: z.enum(tellings) }).optional(),
    /** How often. */
    times: length.default(1),
  }),
);

const stated = () => ({
  id: z.string(),
  title: words,
  /** Law and article, in Chinese too where the law is, and where and when it was read. */
  citation: z.strictObject({
    text: z.string(),
    'zh-CN': z.string().optional(),
    source: z.string(),
    readOn: z.iso.date(),
  }),
  /** P: read in the primary text; S: in a secondary source; U: not verified. */
  mark: z.enum(['P', 'S', 'U']),
  verified: z.boolean(),
  class: z.enum(['law', 'promise', 'draft']),
  appliesTo: scope.optional(),
  inForceFrom: z.iso.date(),
  /** Its last day. */
  inForceTo: z.iso.date().optional(),
  note: words.optional(),
});

/** What is asked without a time: that documents are asked for once, that no benefit outside the contract is given. */
export const duty = z.lazy(() => z.strictObject(stated()));
export type Duty = z.output<typeof duty>;

/** A time that the law, or the insurer, sets: what starts it, stands it still and keeps it. */
export const rule = z.lazy(() =>
  z.strictObject({
    ...stated(),
    /** What it is a time for; of the rules of a pack for the same, the most particular one applies. Its own id by default. */
    clock: z.string().optional(),
    unit: z.enum(units),
    length,
    /** The contract may say otherwise. */
    unless: z.literal('contract').optional(),
    /** Without it the figure is a setting, no clock: how long records are kept. */
    startedBy: z.array(eventType).optional(),
    /** It begins each time, where an earlier one is over: a round of work that may come back. Otherwise once in a case. */
    again: z.literal(true).optional(),
    pausedBy: z.array(interval).optional(),
    /** Procedures that suspend the clock, such as an appraisal. */
    tolledBy: z.array(interval).optional(),
    /** What begins the clock anew: new facts. */
    restartedBy: z.array(eventType).optional(),
    satisfiedBy: z
      .array(
        z.union([z.strictObject({ event: eventType }), z.strictObject({ letter: z.string(), by: z.enum(tellings) })]),
      )
      .optional(),
    /** What ends it without having been kept or broken. */
    endedBy: z.array(eventType).optional(),
    extensions: z.array(extension).optional(),
    /** Per cent of its time at which somebody is told; the pack's by default. */
    rungs: z.array(z.int().min(1).max(100)).optional(),
  }),
);
export type Rule = z.output<typeof rule>;
export type Interval = z.output<typeof interval>;

/** Rules of one law or house, in one version: a case keeps the version that it began with. */
export const rulePack = z.lazy(() =>
  z
    .strictObject({
      pack: z.string().regex(/^[A-Za-z-]+$/),
      version: z.string(),
      class: z.enum(['law', 'promise', 'draft']),
      notice: z.string(),
      /** Whose days are counted, and by which calendar. */
      zone: z.string(),
      calendar: z.string(),
      /** The law by which a last day that is a day off moves on, where there is one. */
      rolledBy: words.optional(),
      rungs: z.array(z.int().min(1).max(100)),
      duties: z.array(duty).default([]),
      rules: z.array(rule),
    })
    .check(({ value: { duties, rules, class: own }, issues }) => {
      const wrong = (message: string, { id }: Duty) =>
        issues.push({ code: 'custom', message, input: id, path: ['rules', id] });
      const ids = new Set<string>();
      for (const each of [...duties, ...rules]) {
        if (ids.has(each.id)) wrong(`The rule ${each.id} is there twice`, each);
        if (each.class !== own) wrong(`The rule ${each.id} is of class ${each.class} in a pack of class ${own}`, each);
        if (each.mark === 'U' && each.verified) wrong(`The rule ${each.id} is marked U, and verified`, each);
        ids.add(each.id);
      }
      for (const [index, each] of rules.entries()) {
        if (each.startedBy && !each.satisfiedBy) wrong(`Nothing keeps the rule ${each.id}, which is started`, each);
        const rival = rules.slice(index + 1).find((other) => isTie(each, other));
        if (rival) wrong(`The rules ${each.id} and ${rival.id} may both apply, and neither is more particular`, each);
      }
    }),
);
export type RulePack = z.output<typeof rulePack>;

/** What a rule is a time for. */
export function clockOf({ clock, id }: Rule): string {
  return clock ?? id;
}

/** Whether a rule of the pack was in force on a day. */
export function isInForce(rule: Rule, on: Day): boolean {
  return rule.inForceFrom <= on && !isOver(rule, on);
}

function isOver({ inForceTo }: Rule, on: Day): boolean {
  return inForceTo !== undefined && inForceTo < on;
}

/** Two times for the same, of which a case on some day could have either. */
function isTie(a: Rule, b: Rule): boolean {
  return (
    clockOf(a) === clockOf(b) &&
    particularity(a.appliesTo) === particularity(b.appliesTo) &&
    overlap(a.appliesTo, b.appliesTo) &&
    !isOver(a, b.inForceFrom) &&
    !isOver(b, a.inForceFrom)
  );
}
