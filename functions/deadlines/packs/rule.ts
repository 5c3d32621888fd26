import * as z from 'zod';
import { lines } from '../../policies/policy.ts';
import { staffRoles } from '../../roles.ts';

const words = z.strictObject({ en: z.string(), 'zh-CN': z.string() });

/** Units of a clock: the first two run through nights and holidays, the others end with their last day. */
export const units = ['minute', 'hour', 'natural-day', 'working-day', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

/** How a customer has been told: sent off, arrived, or spoken to by telephone. */
export const tellings = ['dispatch', 'receipt', 'call'] as const;
export type Telling = (typeof tellings)[number];

const eventType = z.string().regex(/^[a-z-]+\.[a-z-]+\.v\d+$/);
const length = z.int().positive();

/** The cases that a rule is for; what it does not name it does not ask. */
const scope = z.strictObject({
  lines: z.array(z.enum(lines)).optional(),
  products: z.array(z.string()).optional(),
  tiers: z.array(z.string()).optional(),
  /** A contract of a person, or of a group. */
  holders: z.array(z.enum(['person', 'group'])).optional(),
  channels: z.array(z.string()).optional(),
  complex: z.boolean().optional(),
});

/** An interval that is not counted: from when the customer was told of it until what ends it, never without a telling. */
const interval = z.strictObject({
  by: eventType,
  /** The letter that tells of it, and what of it begins the interval. */
  told: z.strictObject({ letter: z.string(), by: z.enum(tellings) }),
  /** It must be told within so many hours, or nothing is taken off. */
  withinHours: length.optional(),
  until: z.array(eventType).min(1),
});

const extension = z.strictObject({
  length,
  unit: z.enum(units).optional(),
  approver: z.enum(staffRoles),
  /** It holds once the customer has been told. */
  told: z.strictObject({ letter: z.string(), by: z.enum(tellings) }).optional(),
  /** How often. */
  times: length.default(1),
});

/** A time that the law, or the insurer, sets: what starts it, stands it still and keeps it. */
export const rule = z.strictObject({
  id: z.string(),
  /** What it is a time for; of the rules of a pack for the same, the most particular one applies. Its own id by default. */
  clock: z.string().optional(),
  title: words,
  /** Law and article, and where and when it was read. */
  citation: z.strictObject({ text: z.string(), source: z.string(), readOn: z.iso.date() }),
  /** P: read in the primary text; S: in a secondary source; U: not verified. */
  mark: z.enum(['P', 'S', 'U']),
  verified: z.boolean(),
  class: z.enum(['law', 'promise', 'draft']),
  appliesTo: scope.optional(),
  unit: z.enum(units),
  length,
  /** The contract may say otherwise. */
  unless: z.literal('contract').optional(),
  /** Without it the figure is a setting, no clock: how long records are kept. */
  startedBy: z.array(eventType).optional(),
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
  inForceFrom: z.iso.date(),
  /** Its last day. */
  inForceTo: z.iso.date().optional(),
  note: words.optional(),
});
export type Rule = z.output<typeof rule>;
export type Interval = z.output<typeof interval>;

/** Rules of one law or house, in one version: a case keeps the version that it began with. */
export const rulePack = z
  .strictObject({
    pack: z.string().regex(/^[A-Za-z-]+$/),
    version: z.string(),
    class: z.enum(['law', 'promise', 'draft']),
    notice: z.string(),
    /** Whose days are counted, and by which calendar. */
    zone: z.string(),
    calendar: z.string(),
    rungs: z.array(z.int().min(1).max(100)),
    rules: z.array(rule),
  })
  .check(({ value: { rules, class: own }, issues }) => {
    const ids = new Set<string>();
    for (const [index, { id, ...rest }] of rules.entries()) {
      const wrong = (message: string) => issues.push({ code: 'custom', message, input: id, path: ['rules', index] });
      if (ids.has(id)) wrong(`The rule ${id} is there twice`);
      if (rest.class !== own) wrong(`The rule ${id} is of class ${rest.class} in a pack of class ${own}`);
      if (rest.mark === 'U' && rest.verified) wrong(`The rule ${id} is marked U, and verified`);
      ids.add(id);
    }
  });
export type RulePack = z.output<typeof rulePack>;
