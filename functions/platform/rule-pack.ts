import * as z from 'zod';
import cn from '../../rules/cn.json' with { type: 'json' };
import { lazily } from './lazily.ts';

const rule = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    title: z.object({ en: z.string(), 'zh-CN': z.string() }),
    /** Law, article and where its reading comes from. */
    citation: z.string(),
    unit: z.enum(['time', 'hour', 'calendar-day', 'working-day', 'year']),
    length: z.int().positive(),
    startedBy: z.string().optional(),
    pausedBy: z.string().optional(),
    satisfiedBy: z.string().optional(),
    /** P: read in the primary text; S: in a secondary source. */
    mark: z.enum(['P', 'S']),
    verified: z.boolean(),
    inForceFrom: z.iso.date(),
  }),
);

const rulePack = z.lazy(() =>
  z.strictObject({
    pack: z.string(),
    version: z.string(),
    notice: z.string(),
    rules: z.array(rule),
  }),
);
export type Rule = z.infer<typeof rule>;

const rules = lazily(() => rulePack.parse(cn).rules);

/** A rule of the pack that is in force. Throws for an id that the pack does not have. */
export function ruleOf(id: string): Rule {
  const found = rules().find((candidate) => candidate.id === id);
  if (!found) throw new Error(`The rule pack has no rule ${id}`);
  return found;
}
