import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Careline } from '../../local/careline.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { invokeLater, outside, poison } from './role-cast.ts';

let sandbox: Careline;
let poisoned: string[];

beforeAll(async () => {
  sandbox = await runningSandbox();
  poisoned = await poison(sandbox);
  // What its function cannot read.
  await invokeLater(sandbox, 'claims-evidence', { id: 'evt-broken', detail: {} });
  await sandbox.clock.advance(3 * 60_000);
}, 90_000);
afterAll(() => sandbox?.stop());

const failures = (name: string) => `careline-sandbox-${name}-failures`;
const bucket = () => String(sandbox.app.buckets.find(({ name }) => name.includes('failedrecords'))?.name);
const credentials = { accessKeyId: 'ops', secretAccessKey: 'ops' };

async function redrive(
  args: readonly string[] = [],
  endpoint = sandbox.awsUrl,
): Promise<{ code: number | null; lines: string[]; errors: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../tools/redrive/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AWS_ENDPOINT_URL: endpoint },
  });
  const text = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (more) => {
    text.out += more;
  });
  child.stderr.setEncoding('utf8').on('data', (more) => {
    text.errors += more;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: text.out.trimEnd().split('\n'), errors: text.errors };
}

/** How many messages of a queue wait for whoever looks next. */
async function waiting(name: string): Promise<number> {
  const QueueUrl = `${sandbox.awsUrl}/000000000000/${failures(name)}`;
  const answer = await outside(sandbox, 'sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  return Number((answer as { Attributes: Record<string, string> }).Attributes.ApproximateNumberOfMessages);
}

/** A change of the record that the relay can publish. */
const change = (version: number) => {
  const id = `evt_clm_replayed_${version}`;
  const record = { id, type: 'claim.assessed.v1', caseId: 'clm_replayed', version, at: '2026-11-25T01:00:00.000Z' };
  const fields = Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'number' ? { N: String(value) } : { S: value },
  ]);
  const actor = { M: { sub: { S: 'a person' }, name: { S: '张三' } } };
  const NewImage = { entity: { S: 'event' }, record: { M: { ...Object.fromEntries(fields), actor, data: { M: {} } } } };
  const Keys = { PK: { S: 'CLAIM#clm_replayed' }, SK: { S: `EVENT#${version}` } };
  return { eventName: 'INSERT', dynamodb: { Keys, NewImage, SequenceNumber: String(version) } };
};

describe('npm run redrive', () => {
  test('shows first what lies where, since when, and what would become of it, by ids alone; and changes nothing', async () => {
    const first = await redrive();
    expect(first).toMatchObject({ code: 0, errors: '' });
    const text = first.lines.join('\n');
    for (const name of ['relay', 'notifications-sender', 'claims-evidence']) {
      expect(text).toMatch(new RegExp(`^${failures(name)}: 1, the oldest since \\d{4}-`, 'm'));
    }
    expect(text).toMatch(new RegExp(`^  \\S+ INSERT ${poisoned[0]} -> careline-sandbox-relay$`, 'm'));
    expect(text).toMatch(/^ {2}\S+ evt-broken -> careline-sandbox-claims-evidence$/m);
    expect(text).toContain(`${failures('payments-dispatch')}: empty`);
    expect(text).toContain('Nothing was done. With --yes, 3 would be tried again');
    expect([await waiting('relay'), await waiting('claims-evidence')]).toEqual([1, 1]);
    expect(await redrive()).toEqual(first);
  });

  test('keeps what fails again, and says so', async () => {
    const { code, lines } = await redrive(['--yes']);
    expect(code).toBe(1);
    expect(lines).toContain(`failed again: INSERT ${poisoned[0]}: 1 of its records failed again`);
    expect(lines).toContainEqual(expect.stringMatching(/^failed again: evt-broken: \w+Error$/));
    expect(lines.at(-1)).toBe('0 done, 3 failed again and stay.');
    expect([await waiting('relay'), await waiting('claims-evidence')]).toEqual([1, 1]);
  });

  test('does what can be done now, whoever put it aside, and only what is asked for; then it is gone', async () => {
    const s3 = new S3Client({ endpoint: sandbox.awsUrl, region: 'us-east-1', credentials, forcePathStyle: true });
    const own = { Records: [change(1)], error: { name: 'TypeError', at: [] } };
    const byLambda = {
      requestContext: { functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:careline-sandbox-relay' },
      payload: JSON.stringify({ Records: [change(2)] }),
    };
    for (const [Key, body] of [
      ['relay/2026-11-25/1.json', own],
      ['aws/lambda/forgotten/2', byLambda],
    ] as const) {
      await s3.send(new PutObjectCommand({ Bucket: bucket(), Key, Body: JSON.stringify(body) }));
    }
    await sandbox.clock.idle();
    const only = ['--only', 'relay'];
    const text = (await redrive(only)).lines.join('\n');
    expect(text).toContain(`${failures('relay')}: 2,`);
    // No rule tells of what is below another mapping's prefix, so no message names it.
    expect(text).toContain(`${bucket()}: 1,`);
    const { lines } = await redrive(['--yes', ...only]);
    expect(lines.filter((line) => line.startsWith('done: '))).toEqual([
      'done: INSERT CLAIM#clm_replayed',
      'done: INSERT CLAIM#clm_replayed',
    ]);
    expect(lines.at(-1)).toBe('2 done, 1 failed again and stay.');
    const left = (await redrive(only)).lines.join('\n');
    expect(left).toContain(`${failures('relay')}: 1,`);
    expect(left).toContain(`${bucket()}: empty`);
  });

  test('gives a function an event again that could not be delivered', async () => {
    const sqs = new SQSClient({ endpoint: sandbox.awsUrl, region: 'us-east-1', credentials });
    const name = 'claim-clm_gone-1';
    const stateMachineArn = String(sandbox.app.stateMachines[0]?.arn);
    const detail = { name, status: 'FAILED', stateMachineArn, executionArn: `${stateMachineArn}:${name}` };
    const event = { id: 'e-1', source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', detail };
    const QueueUrl = `${sandbox.awsUrl}/000000000000/${failures('cases-ended')}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
    const { code, lines } = await redrive(['--yes', '--only', 'cases-ended']);
    expect([code, lines.at(-1)]).toEqual([0, '1 done, 0 failed again and stay.']);
    expect(lines.join('\n')).toContain(
      `Step Functions Execution Status Change ${name} -> careline-sandbox-cases-ended`,
    );
    expect(await waiting('cases-ended')).toBe(0);
  });

  test('puts a dead letter back into the queue that it comes from', async () => {
    const sqs = new SQSClient({ endpoint: sandbox.awsUrl, region: 'us-east-1', credentials });
    const event = {
      id: 'e-2',
      source: 'careline',
      'detail-type': 'payment.ordered.v1',
      detail: { id: 'evt_pay_gone_1' },
    };
    const QueueUrl = `${sandbox.awsUrl}/000000000000/${failures('payments-dispatch')}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
    const { code, lines } = await redrive(['--yes', '--only', 'payments-dispatch']);
    expect([code, lines.at(-1)]).toEqual([0, '1 done, 0 failed again and stay.']);
    expect(lines.join('\n')).toContain(
      'careline payment.ordered.v1 evt_pay_gone_1 -> careline-sandbox-payments-dispatch',
    );
  });

  test('says what to do where there is no sandbox', async () => {
    const { code, errors } = await redrive([], 'http://127.0.0.1:1');
    expect([code, errors]).toEqual([1, expect.stringContaining('Is the sandbox running? npm start')]);
  });
});
