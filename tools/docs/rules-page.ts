import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { latestOf, packNames } from '../../functions/deadlines/packs/packs.ts';
import type { Duty, RulePack } from '../../functions/deadlines/packs/rule.ts';
import { ruleCases } from '../../tests/unit/deadlines/rule-cases/rule-cases.ts';
import { ruleLines, sourceOf, titleOf } from './rule-lines.ts';

const head = `# The rules

All times that the law sets and the insurer promises, as the newest version of each pack in [rules/packs/](../rules/packs) has them. This page is
made from the packs by \`npm run docs:rules\`; a test compares the two. **A lawyer must review the packs before production.**

- Marks: **P** read in the primary text, **S** in a secondary source, **U** not verified. A figure of the law that is not verified sets no date,
  unless the stage allows it.
- Days are counted from the day after the start, and end at their 24:00. Where the last day is a day off, the *rolled* date is the next day that is worked
  on, and the *prudent* one the last before it; work is planned by the prudent one. Minutes and hours run through nights and holidays.
- Of two rules for the same clock, the more particular one applies to a case. What nothing starts is a figure that others read, no clock.
- The example of a rule is a case of the table "the rule …" in [rules.test.ts](../tests/unit/deadlines/rules.test.ts): its dates were reckoned apart from the code.
- Events and letters of complaints, premiums, policy service and callbacks are named as their contexts will publish them.
`;

/** The page of all rules, as Markdown. */
export function rulesPage(): string {
  return [head, ...packNames.map((name) => packPart(latestOf(name)))].join('\n');
}

function packPart(pack: RulePack): string {
  const examples = ruleCases[pack.pack];
  return [
    `## ${pack.pack} ${pack.version}`,
    '',
    `Class ${pack.class}, zone ${pack.zone}, calendar ${pack.calendar}; rungs at ${pack.rungs.join(', ')} %. ${pack.notice}`,
    '',
    ...(pack.duties.length ? ['### Without a time', '', ...pack.duties.map(dutyLine), ''] : []),
    ...pack.rules.flatMap((rule) => [...ruleLines(rule, examples), '']),
  ].join('\n');
}

function dutyLine(duty: Duty): string {
  return `- **${duty.id}** ${titleOf(duty)}: ${sourceOf(duty)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(import.meta.dirname, '../../docs/rules.md'), rulesPage());
}
