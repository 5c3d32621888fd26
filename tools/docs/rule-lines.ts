import type { Duty, Interval, Rule, Unit } from '../../functions/deadlines/packs/rule.ts';
import type { RuleCase } from '../../tests/unit/deadlines/rule-cases/rule-case.ts';

interface Examples {
  readonly file: string;
  readonly cases: readonly RuleCase[];
}

/** A rule as a heading and a list of what is known of it, with the examples that prove it. */
export function ruleLines(rule: Rule, examples: Examples | undefined): string[] {
  const { startedBy, satisfiedBy, restartedBy, endedBy, pausedBy, tolledBy, extensions, inForceTo, note } = rule;
  const facts: [string, string | undefined][] = [
    ['Source', sourceOf(rule)],
    ['Clock', rule.clock],
    ['For', rule.appliesTo && scopeOf(rule.appliesTo)],
    ['Unless', rule.unless && 'the contract says otherwise'],
    ['Starts', startedBy?.map(code).join(' or ') ?? 'nothing: a figure that others read'],
    ['Pauses', pausedBy?.map(intervalOf).join('; ')],
    ['Suspended', tolledBy?.map(intervalOf).join('; ')],
    ['Begins anew', restartedBy?.map(code).join(' or ')],
    ['Kept by', satisfiedBy?.map((one) => ('event' in one ? code(one.event) : toldBy(one))).join(' or ')],
    ['Ended by', endedBy?.map(code).join(' or ')],
    ['Longer by', extensions?.map((each) => extensionOf(each, rule.unit)).join('; ')],
    ['In force', inForceTo ? `${rule.inForceFrom} to ${inForceTo}` : `from ${rule.inForceFrom}`],
    ['Note', note && `${note.en} ${note['zh-CN']}`],
    ['Proven by', examples && examplesOf(rule, examples)],
  ];
  return [
    `### ${rule.id}: ${lengthOf(rule)}`,
    '',
    titleOf(rule),
    '',
    ...facts.filter(([, said]) => said).map(([name, said]) => `- ${name}: ${said}`),
  ];
}

export function titleOf({ title }: Duty): string {
  return `${title.en} · ${title['zh-CN']}`;
}

export function sourceOf({ citation: { text, source, readOn }, mark, verified }: Duty): string {
  return `${text} (${source}, ${readOn}); **${mark}**, ${verified ? 'verified' : 'not verified'}`;
}

function lengthOf({ length, unit }: Pick<Rule, 'length' | 'unit'>): string {
  return `${length} ${unit.replace('-', ' ')}${length === 1 ? '' : 's'}`;
}

function scopeOf(scope: NonNullable<Rule['appliesTo']>): string {
  return Object.entries(scope)
    .map(([name, value]) => (Array.isArray(value) ? `${name} ${value.join(', ')}` : `${name} ${value ? 'yes' : 'no'}`))
    .join('; ');
}

function intervalOf({ by, told, withinHours, until }: Interval): string {
  const within = withinHours === undefined ? '' : `, told within ${withinHours} hours`;
  return `after ${code(by)}, from ${toldBy(told)}${within}, until ${until.map(code).join(' or ')}`;
}

function extensionOf({ length, approver, told, times }: NonNullable<Rule['extensions']>[number], unit: Unit): string {
  return `${lengthOf({ length, unit })}, ${times === 1 ? 'once' : `${times} times`}, approved by ${approver}${told ? `, with ${toldBy(told)}` : ''}`;
}

function toldBy({ letter, by }: { readonly letter: string; readonly by: string }): string {
  return `the ${by} of the letter ${code(letter)}`;
}

function examplesOf({ id }: Rule, { file, cases }: Examples): string | undefined {
  const own = cases.filter((example) => example.id === id);
  if (own.length === 0) return undefined;
  return `[${file}](../tests/unit/deadlines/rule-cases/${file}): ${own.map(exampleOf).join('; ')}`;
}

function exampleOf({ starts, paused, extended, due, rolled, prudent }: RuleCase): string {
  const shown = (at: string) => at.replace('T', ' ');
  return [
    `${shown(starts)} → ${shown(due)}`,
    ...(extended ? ['extended'] : []),
    ...(paused ? [`paused from ${shown(paused.from)} to ${shown(paused.to)}`] : []),
    ...(rolled === undefined ? [] : [`rolled ${rolled ?? 'not known yet'}`]),
    ...(prudent ? [`prudent ${prudent}`] : []),
  ].join(', ');
}

function code(name: string): string {
  return `\`${name}\``;
}
