import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../functions/platform/http/auth.ts';
import { roles } from '../../functions/roles.ts';
import { routes } from '../../functions/routes.ts';
import { type Careline, startCareline } from '../../local/careline.ts';
import { clientOf } from '../support/running-sandbox.ts';
import { type HostileRequest, requestsTo } from './hostile-requests.ts';
import { routeOf } from './in-process.ts';
import type { Known } from './schema-values.ts';
import { overHttp, report, seed } from './settings.ts';
import { type Answered, complaints, inShort } from './verdict.ts';

const IN_FLIGHT = 8;

let sandbox: Careline;
const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
const tokens = new Map<Role, string>();
const errors: string[] = [];
let known: Known;
let written = 0;
beforeAll(async () => {
  sandbox = await startCareline({
    onLog: (name, { message }) => {
      if (/"level":"ERROR"|^ERROR\t|UnhandledPromiseRejection/.test(message)) errors.push(`${name}: ${message}`);
    },
  });
  for (const { name } of sandbox.app.tables) {
    sandbox.dynamodb.onStreamRecord(name, ({ dynamodb: { NewImage } }) => {
      // Who has read what is kept of reads, which change nothing.
      const { entity } = (NewImage ?? {}) as { entity?: { S: string } };
      if (entity?.S !== 'access') written += 1;
    });
  }
  known = await furnished();
}, 60_000);
afterAll(async () => {
  agent.destroy();
  await sandbox?.stop();
});

test(
  'whatever is sent over HTTP is answered as declared or refused, and what is refused has changed nothing',
  async () => {
    const counts = { 'over HTTP': 0, accepted: 0, 'refused by the gateway': 0, 'lots in which nothing may change': 0 };
    const arbitraries = routes.map((route) =>
      requestsTo(route, { known, astray: 15, sign: () => `t=1,v1=${'0'.repeat(64)}` }),
    );
    const requests = fc.sample(fc.oneof(...arbitraries), { seed, numRuns: overHttp });
    const found: string[] = [];
    for (let place = 0; place < requests.length; place += IN_FLIGHT) {
      const lot = requests.slice(place, place + IN_FLIGHT);
      const before = written;
      const answers = await Promise.all(lot.map(send));
      await sandbox.clock.idle();
      const after = written;
      // Workflows and messages follow from what was accepted, some a little later; nothing does from a refusal. The waker
      // has its minute in that time, and works on what earlier requests have left.
      if (answers.some(({ status }) => status < 400)) await sandbox.clock.advance(60_000);
      for (const [index, answer] of answers.entries()) {
        const request = lot[index] as HostileRequest;
        found.push(...complaints(request, answer).map((wrong) => `${wrong}\n${inShort(request)}`));
        if (answer.status < 400) counts.accepted += 1;
        if (answer.body === '' || answer.body.startsWith('{"message"')) counts['refused by the gateway'] += 1;
      }
      counts['over HTTP'] += lot.length;
      if (answers.every(({ status, route }) => status >= 400 || route?.method === 'GET')) {
        counts['lots in which nothing may change'] += 1;
        if (after !== before) found.push(`refused, and written: ${lot.map(inShort).join('\n')}`);
      }
    }
    report('to the deployed system', counts);
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
    expect(counts.accepted).toBeGreaterThan(overHttp / 20);
    expect(counts['lots in which nothing may change']).toBeGreaterThan(overHttp / IN_FLIGHT / 20);
  },
  60_000 + 50 * overHttp,
);

test.each([
  ['no HTTP', 'garbage\r\n\r\n'],
  ['a request line without an end', `GET /${'a'.repeat(20_000)}`],
  ['a header too large', `GET /health HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['very many headers', `GET /health HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(3_000)}\r\n`],
  ['a header without a name', 'GET /health HTTP/1.1\r\nhost: a\r\n: x\r\n\r\n'],
  ['a header folded over lines', 'GET /health HTTP/1.1\r\nhost: a\r\nx: y\r\n z\r\n\r\n'],
  ['a zero byte in the path', 'GET /health\u0000 HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['two lengths', 'POST /v1/claims HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
  ['a negative length', 'POST /v1/claims HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n{}'],
  [
    'a length and chunks',
    'POST /v1/claims HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a chunk of no size', 'POST /v1/claims HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['a transfer encoding that nobody knows', 'POST /v1/claims HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\n'],
  ['the CONNECT method', 'CONNECT 127.0.0.1:80 HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['an upgrade', 'GET /health HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
  ['HTTP/2 at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an old version', 'GET /health HTTP/0.9\r\n\r\n'],
  ['a body that ends too soon', 'POST /v1/claims HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{'],
])('%s on the wire ends that connection at most', async (_, bytes) => {
  const answer = await raw(bytes);
  expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
  expect(await (await fetch(`${sandbox.url}/health`)).json()).toMatchObject({ status: 'ok' });
  expect(errors).toEqual([]);
});

test('a client that goes away in the middle of its body leaves no trace', async () => {
  const before = written;
  const token = tokens.get('integration');
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const head = `POST /v1/customers HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
      await raw(`${head}content-length: 5000\r\n\r\n{"name":"a`, 20);
    }),
  );
  await sandbox.clock.idle();
  expect(written).toBe(before);
  expect((await fetch(`${sandbox.url}/health`)).status).toBe(200);
});

/** Records to ask for, made through the API: a customer, a policy and claims with tasks that wait. */
async function furnished(): Promise<Known> {
  const integration = await clientOf(sandbox, 'integration');
  const now = sandbox.clock.now();
  const customer = { name: '王小明', externalRef: 'HOSTILE-1', phone: '13800138000', branchId: 'SH-01' };
  const customerId = String((await integration.post('/v1/customers', customer)).body.customerId);
  const policyNumber = 'HOSTILE-CAR-1';
  await integration.post('/v1/policies', {
    policyNumber,
    customerId,
    line: 'motor',
    plan: 'comprehensive',
    effectiveAt: new Date(now - 100 * 86_400_000).toISOString(),
    expiresAt: new Date(now + 265 * 86_400_000).toISOString(),
    perils: ['glass', 'collision'],
    sumInsured: { amount: 20_000_000, currency: 'CNY' },
  });
  const claimIds: string[] = [];
  for (const [n, amount] of [100_000, 200_000, 2_000_000, 50_000_000].entries()) {
    const { body } = await integration.post('/v1/claims', {
      policyNumber,
      lossAt: new Date(now - (n + 1) * 3_600_000).toISOString(),
      cause: 'glass',
      description: '前挡风玻璃破碎',
      estimate: { amount, currency: 'CNY' },
      reporter: { name: '王小明', phone: '13800138000', relation: '本人' },
    });
    claimIds.push(String(body.claimId));
  }
  for (const role of roles) {
    const person = role === 'customer' ? { customerId } : { branchId: 'SH-01' };
    tokens.set(role, await sandbox.token(role, person));
    // Who is seen for the first time is put on record, by a GET too.
    await (await clientOf(sandbox, role, person)).get('/v1/me');
  }
  const admin = await clientOf(sandbox, 'admin');
  const queues = await Promise.all(
    ['claims-handler', 'surveyor', 'claims-supervisor'].map((queue) =>
      admin.get(`/v1/tasks?queue=${queue}&branch=SH-01`),
    ),
  );
  const taskId = queues.flatMap(({ body }) => (body.items ?? []).map((task) => String(task.taskId)));
  expect(taskId).toHaveLength(claimIds.length);
  const lossAt = Array.from({ length: 20 }, (_, n) => new Date(now - n * 60_000).toISOString());
  return {
    customerId: [customerId],
    policyNumber: [policyNumber],
    claimId: claimIds,
    taskId,
    executionName: claimIds.map((id) => `claim-${id}-1`),
    externalRef: ['HOSTILE-1', 'HOSTILE-2'],
    customerExternalRef: ['HOSTILE-1'],
    branchId: ['SH-01', 'HQ'],
    branch: ['SH-01', 'HQ'],
    parent: ['HQ'],
    zone: ['Asia/Shanghai'],
    currency: ['CNY'],
    phone: ['13800138000'],
    lossAt,
    effectiveAt: ['2026-01-01T00:00:00Z'],
    expiresAt: ['2027-01-01T00:00:00Z'],
  };
}

/** Sends a request and waits for its answer, ten seconds at most. */
function send(request: HostileRequest): Promise<Answered> {
  const { role, method, target, headers, body } = request;
  const { hostname, port } = new URL(sandbox.url);
  const authorization = role && `Bearer ${tokens.get(role)}`;
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      // A head over API Gateway's limit ends the connection, which can cut off the answer (431) from a client still sending.
      if (error.code === 'ECONNRESET' && headOf(request) > 9_000) resolve(TOO_LARGE);
      else reject(new Error(`${error}\n${inShort(request)}`));
    };
    const sent = httpRequest(
      {
        hostname,
        port,
        agent,
        method,
        path: target,
        // Node frames a body of a GET by its length only if it is told.
        headers: { ...headers, 'content-length': String(body.length), ...(authorization && { authorization }) },
        timeout: 10_000,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            route: routeOf(request),
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('No answer in time')));
    sent.on('error', fail);
    sent.end(body);
  });
}

const TOO_LARGE: Answered = { route: undefined, status: 431, headers: {}, body: '' };

const headOf = ({ target, headers }: HostileRequest) => target.length + JSON.stringify(headers).length;

/** What comes back for bytes on a connection of their own, until it ends or nothing comes for a while. */
function raw(bytes: string, patience = 200): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (text) => (answer += text));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(answer));
  });
}
