import cn202611 from '../../../rules/packs/CN-2026-11.json' with { type: 'json' };
import draft202611 from '../../../rules/packs/CN-draft-2026-11.json' with { type: 'json' };
import promise202611 from '../../../rules/packs/CN-promise-2026-11.json' with { type: 'json' };
import trial202611 from '../../../rules/packs/CN-trial-2026-11.json' with { type: 'json' };
import uk202611 from '../../../rules/packs/UK-2026-11.json' with { type: 'json' };
import ca202611 from '../../../rules/packs/US-CA-2026-11.json' with { type: 'json' };
import type { Day } from '../counting/dates.ts';
import { clockOf, isInForce, type Rule, type RulePack, rulePack } from './rule.ts';
import { type Facts, fits, particularity } from './scope.ts';

interface Version {
  readonly pack: string;
  readonly version: string;
}

/** Every version that a case may have begun with, the newest of a pack last: a new one is a file of rules/packs and a line here. */
const released: readonly Version[] = [
  cn202611, //
  promise202611,
  draft202611,
  trial202611,
  uk202611,
  ca202611,
];

export const packNames: readonly string[] = [...new Set(released.map(({ pack }) => pack))];

/** Names a rule for good: a deadline keeps it, and with it the text that it began under. */
export interface RuleRef extends Version {
  readonly id: string;
}

const parsed = new Map<Version, RulePack>();

/** A version of a pack, read when it is first asked for. Throws for one that was never released. */
export function packOf(pack: string, version: string): RulePack {
  const found = findPack(pack, version);
  if (!found) throw new Error(`There is no rule pack ${pack} ${version}`);
  return found;
}

/** The same, or undefined for one that was never released. */
export function findPack(pack: string, version: string): RulePack | undefined {
  const found = released.find((one) => one.pack === pack && one.version === version);
  return found && read(found);
}

/** The newest version of a pack: what a case begins with. Throws for a pack that is not there. */
export function latestOf(pack: string): RulePack {
  const found = released.findLast((one) => one.pack === pack);
  if (!found) throw new Error(`There is no rule pack ${pack}`);
  return read(found);
}

/** The rule that a deadline names. Throws for one that its pack does not have. */
export function ruleOf({ pack, version, id }: RuleRef): Rule {
  return ruleIn(packOf(pack, version), id);
}

/** A rule of a pack. Throws for one that the pack does not have. */
export function ruleIn({ pack, version, rules }: RulePack, id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (!found) throw new Error(`The rule pack ${pack} ${version} has no rule ${id}`);
  return found;
}

/**
 * The rules of a pack for a case on a day, one for each clock: of those in force that fit, the most particular. A figure of
 * the law that nobody has verified is none of them, unless the stage allows it.
 */
export function rulesFor(
  pack: RulePack,
  facts: Facts,
  on: Day,
  { allowsUnverified }: { readonly allowsUnverified: boolean },
): readonly Rule[] {
  const chosen = new Map<string, Rule>();
  for (const rule of pack.rules) {
    const counts = rule.verified || rule.class !== 'law' || allowsUnverified;
    if (!counts || !isInForce(rule, on) || !fits(rule.appliesTo, facts)) continue;
    const other = chosen.get(clockOf(rule));
    if (!other || particularity(rule.appliesTo) > particularity(other.appliesTo)) chosen.set(clockOf(rule), rule);
  }
  return [...chosen.values()];
}

function read(version: Version): RulePack {
  const pack = parsed.get(version) ?? rulePack.parse(version);
  parsed.set(version, pack);
  return pack;
}
