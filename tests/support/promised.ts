import { latestOf, ruleIn } from '../../functions/deadlines/packs/packs.ts';

/** The hours of a promise, as the pack has them for a case that no rule is particular about. */
export function promisedHours(id: string): number {
  const { unit, length } = ruleIn(latestOf('CN-promise'), id);
  if (unit !== 'hour') throw new Error(`The promise ${id} is in ${unit}s`);
  return length;
}
