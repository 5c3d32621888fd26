import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { staffRoles } from '../../functions/roles.ts';
import type { Careline } from '../../local/careline.ts';
import { playDemo } from '../../local/demo/demo.ts';
import { nextSteps } from '../../local/demo/next-steps.ts';
import { clientOf, runningSandbox } from '../support/running-sandbox.ts';

let sandbox: Careline;
let printed: string;
beforeAll(async () => {
  sandbox = await runningSandbox();
  printed = nextSteps(sandbox.url, await playDemo(sandbox));
}, 60_000);
afterAll(() => sandbox?.stop());

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the two commands stand at the top', () => {
  const [, first] = /```sh\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(first).toMatch(/^npm ci && npm start .*\nnpm ci && npm test /);
});

test('somebody of each role of staff is on record from the start, the people of the story by name', async () => {
  const handler = await clientOf(sandbox, 'claims-handler', { name: '陈理赔' });
  const { body: me } = await handler.get('/v1/me');
  expect(me).toMatchObject({ branch: { name: '总公司' }, staff: { name: '陈理赔', source: 'record' } });
  for (const role of staffRoles) {
    const { body } = await handler.get(`/v1/staff?role=${role}`);
    expect(body.items).toContainEqual(expect.objectContaining({ name: `Sandbox ${role}`, roles: [role] }));
  }
});

test('the tour works as printed', async () => {
  const tour = readme.slice(readme.indexOf('## The five-minute tour'), readme.indexOf('## The API'));
  const { code, output } = await bash(blocksOf(tour).join('\n'));
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('CLOSED');
  expect(output).toMatch(/claim\.paid\.v1/);
  expect(output).toMatch(/Z CloseClaim$/m);
  expect(output).toMatch(/^SATISFIED \S+ Payment after agreement on the amount$/m);
  expect(output).toMatch(/^It was fulfilled on .* by the payment\.$/m);
  expect(output.trimEnd().split('\n').at(-1)).toBe('Times and days are those of Asia/Shanghai.');
}, 30_000);

test('ops stop, restart and wake as printed, with the helpers of the tour', async () => {
  const operate = readme.slice(readme.indexOf('## Operate'), readme.indexOf('## Configuration'));
  const [helpers = ''] = blocksOf(readme.slice(readme.indexOf('## The five-minute tour')));
  const { code, output } = await bash([helpers, ...blocksOf(operate)].join('\n'));
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toMatch(/"executionName":"claim-clm_\w+-1"/);
  expect(output).toMatch(/"executionName":"claim-clm_\w+-2"/);
  expect(output).toMatch(/Woke \d+ records that were due, found \d+/);
  expect(output).not.toMatch(/"status":4\d\d/);
}, 30_000);

test('what the start prints to try next works as printed', async () => {
  const commands = printed.slice(printed.indexOf('CUSTOMER=')).replace('Then try:', '');
  const { code, output } = await bash(commands);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('claim.closed.v1');
  expect(output).toContain('"CloseClaim"');
  expect(output).toContain('"kind":"injury-contact"');
  expect(output).toMatch(/"queue":"claims-supervisor".*"escalations":1/);
  expect(output).not.toContain('"status":401');
}, 30_000);

/** The commands of a part of the page, block by block. */
function blocksOf(part: string): string[] {
  return [...part.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => String(block));
}

function bash(commands: string): Promise<{ code: number | null; output: string }> {
  const child = spawn('bash', ['-euo', 'pipefail'], {
    env: { ...process.env, API: sandbox.url, AWS_ENDPOINT_URL: sandbox.awsUrl },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  child.stdin.end(commands);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
