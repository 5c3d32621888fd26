import { readFileSync } from 'node:fs';
import { z } from 'zod';

const years = z.object({ id: z.string(), length: z.int().positive(), unit: z.literal('year') });
const rulePack = z.object({ rules: z.array(z.looseObject({ id: z.string() })) });

/** How long records are kept after a contract's end, in years: terms up to a year, and longer ones. */
export interface RecordKeeping {
  readonly yearly: number;
  readonly longTerm: number;
}

/** Insurance Law art. 87, from the rule pack that the workflows use too. */
export function recordKeeping(pack: unknown): RecordKeeping {
  const { rules } = rulePack.parse(pack);
  const lengthOf = (id: string) => years.parse(rules.find((rule) => rule.id === id)).length;
  return { yearly: lengthOf('art87-short'), longTerm: lengthOf('art87-long') };
}

/** Reads a rule pack's file, such as `rules/cn.json`. */
export function readRulePack(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
