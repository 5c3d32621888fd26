import { latestOf, ruleIn } from '../functions/deadlines/packs/packs.ts';
import type { Rule } from '../functions/deadlines/packs/rule.ts';

/** How long records are kept after a contract's end, in years: terms up to a year, and longer ones. */
export interface RecordKeeping {
  readonly yearly: number;
  readonly longTerm: number;
}

/** Insurance Law art. 87, from the rule pack that the product uses too. Throws for a rule that is not in years. */
export function recordKeeping(rule: (id: string) => Rule = (id) => ruleIn(latestOf('CN'), id)): RecordKeeping {
  const years = (id: string) => {
    const { unit, length } = rule(id);
    if (unit !== 'year') throw new Error(`Rule ${id} is in units of ${unit}, not in years`);
    return length;
  };
  return { yearly: years('art87-short'), longTerm: years('art87-long') };
}
