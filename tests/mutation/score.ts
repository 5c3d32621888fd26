import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { accepted } from './accepted.ts';

// After Stryker: what share of the mutants of each named context its unit tests kill, and which are left. Fails below 85 %.

const LEAST = 0.85;

const place = z.object({ line: z.number(), column: z.number() });
const mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string().default(''),
  status: z.string(),
  location: z.object({ start: place, end: place }),
});
const report = z.object({ files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutant) })) });

const read = (context: string) => readFileSync(new URL(`../../.stryker-tmp/${context}.json`, import.meta.url), 'utf8');
const files = process.argv.slice(2).flatMap((context) => Object.entries(report.parse(JSON.parse(read(context))).files));
const mutants = files.flatMap(([file, { source, mutants }]) =>
  mutants
    .filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
    .map(({ mutatorName, replacement, status, location: { start } }) => {
      const line = source.split('\n')[start.line - 1]?.trim() ?? '';
      const killed = status === 'Killed' || status === 'Timeout';
      const reason = accepted.find((one) => file.endsWith(one.file) && line.includes(one.line))?.reason;
      const at = `${file}:${start.line}:${start.column}`;
      return { context: String(file.split('/')[1]), at, line, mutatorName, replacement, killed, reason };
    }),
);

const survivors = mutants.filter(({ killed }) => !killed);
for (const { at, line, mutatorName, replacement, reason } of survivors) {
  console.log(
    `${at} ${mutatorName} → ${replacement.split('\n')[0]}\n    ${line}${reason ? `\n    accepted: ${reason}` : ''}`,
  );
}

console.log(`\n${'context'.padEnd(16)}mutants  killed  accepted  score`);
for (const [context, all] of [...Map.groupBy(mutants, (one) => one.context)].sort()) {
  const killed = all.filter((one) => one.killed).length;
  const reasoned = all.filter((one) => !one.killed && one.reason).length;
  const score = killed / (all.length - reasoned || 1);
  const cells = [String(all.length).padStart(7), String(killed).padStart(8), String(reasoned).padStart(10)];
  console.log(`${context.padEnd(16)}${cells.join('')}  ${(score * 100).toFixed(1)} %`);
  if (score < LEAST) process.exitCode = 1;
}
if (process.exitCode) console.log(`\nA context is below ${LEAST * 100} %: a change to its rules could go unnoticed.`);
