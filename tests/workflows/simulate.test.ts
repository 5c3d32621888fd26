import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

// A process of its own: it seeds all that the process draws.

const main = join(import.meta.dirname, '../../tools/simulate/main.ts');

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function simulate(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--no-warnings', main, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

test('the same seed gives the same outcome, to the byte, and another seed another one', async () => {
  const thirty = ['--claims', '30', '--json'];
  const [first, again] = await Promise.all([simulate(...thirty, '--seed', '7'), simulate(...thirty, '--seed', '7')]);
  const other = await simulate(...thirty, '--seed', '8');
  expect([first.code, again.code, other.code]).toEqual([0, 0, 0]);
  expect(again.stdout).toBe(first.stdout);
  expect(first.stderr).toMatch(/^\d+\.\d{3} s of processor time a claim\n$/);
  const [one, two] = [JSON.parse(first.stdout), JSON.parse(other.stdout)];
  expect({ ...two, seed: 7 }).not.toEqual(one);
  // Every claim has a track and an end, and what was approved was paid, or is still to be.
  expect(one).toMatchObject({ claims: 30, seed: 7, contradictions: [] });
  for (const counts of [one.paths.tracks, one.paths.ends, one.paths.whole]) expect(sumOf(counts)).toBe(30);
  const [cny] = one.money;
  expect(cny).toMatchObject({ currency: 'CNY', reserved: cny.approved });
  expect(cny.paid).toBeGreaterThan(0);
  expect(cny.paid - cny.returned).toBeLessThanOrEqual(cny.approved);
  const rules = one.deadlines.map(({ rule }: { rule: string }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['CN-promise.decision', 'CN.art23-pay']));
}, 240_000);

test('without --json people can read it, with what processor time it took apart', async () => {
  const { code, stdout, stderr } = await simulate('--claims', '1', '--seed', '7');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1 claims, seed 7, from 2026-11-02T01:00:00.000Z to /);
  for (const part of ['Tracks', 'Ends', 'Deadlines', 'Money', 'Messages'])
    expect(stdout).toMatch(new RegExp(`^${part}$`, 'm'));
  expect(stdout).toMatch(/^Adds up\n {2}yes$/m);
  expect(stderr).toContain('processor time');
  expect(stdout).not.toContain('processor time');
});

test('an argument that cannot be read is refused by its name, and nothing is played', async () => {
  const { code, stdout, stderr } = await simulate('--claims', 'many');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^--claims takes a whole number from 1 to 100000, and not "many"\n\nUsage: npm run simulate/);
});

const sumOf = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
