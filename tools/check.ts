import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

// `npm run check`: all that must hold before a commit, one part after the other, and the processor time that each took.

/** Ticks a second in /proc, on every Linux that Node runs on (`getconf CLK_TCK`). */
const TICKS = 100;

const parts = ['types', 'lint', 'jest', 'synth'];
const took: [string, number][] = [];
for (const part of parts) {
  const before = ofChildren();
  const { status } = spawnSync('npm', ['run', '--silent', part], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  took.push([part, ofChildren() - before]);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
if (existsSync('/proc/self/stat')) {
  const total = took.reduce((sum, [, seconds]) => sum + seconds, 0);
  const each = took.map(([part, seconds]) => `${part} ${seconds.toFixed(0)}`).join(', ');
  console.log(`\nProcessor time: ${total.toFixed(0)} s (${each})`);
}

/** Seconds that ended children, and theirs, have used: fields 16 and 17 of proc(5); 0 where there is no /proc. */
function ofChildren(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}
