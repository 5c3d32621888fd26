import { SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Execution } from '../../../functions/executions/execution-schemas.ts';
import { handlers } from '../../../functions/executions/handlers.ts';
import { routes } from '../../../functions/executions/routes.ts';
import { executionsOf } from '../../../functions/executions/workflow-executions.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { type Answer, type Caller, callApi } from '../../support/api.ts';
import { inProcess } from '../../support/table.ts';
import { ASK, failure, INVOKE, MACHINE, Rig, tokenOf } from './rig.ts';

const ops: Caller = { role: 'ops' };
const call = { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'steps' } };
const claim = {
  'Check cover': { ...call, Output: { covered: true }, Next: 'Ask handler' },
  'Ask handler': {
    Type: 'Task',
    Resource: ASK,
    TimeoutSeconds: 3600,
    Arguments: { FunctionName: 'steps', Payload: { token: '{% $states.context.Task.Token %}' } },
    End: true,
  },
};
let rig: Rig;

afterEach(() => rig[Symbol.dispose]());

describe('one execution', () => {
  test('is told state by state, with times, input, output and attempts', async () => {
    rig = new Rig(claim);
    await rig.start({ claimId: 'clm_1' }, 'claim-clm_1-1');
    await rig.clock.advance(60_000);
    await rig.call('SendTaskSuccess', { taskToken: tokenOf(rig.calls[1]), output: '{"outcome":"approve"}' });
    await rig.clock.idle();
    const { status, body } = await get('claim-clm_1-1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'claim-clm_1-1',
      workflow: 'claim-lifecycle',
      status: 'SUCCEEDED',
      stoppedAt: expect.stringMatching(/Z$/),
      states: [
        {
          name: 'Check cover',
          type: 'Task',
          status: 'succeeded',
          input: { claimId: 'clm_1' },
          output: { covered: true },
          attempts: 1,
        },
        {
          name: 'Ask handler',
          status: 'succeeded',
          input: { covered: true },
          output: { outcome: 'approve' },
          attempts: 1,
        },
      ],
    });
    expect((body as Execution).states[1]?.durationMs).toBeGreaterThanOrEqual(60_000);
  });

  test('shows a state that waits as running, and never its token', async () => {
    rig = new Rig(claim);
    await rig.start({ claimId: 'clm_1' }, 'claim-clm_1-1');
    const answer = await get('claim-clm_1-1');
    expect(answer.body).toMatchObject({
      status: 'RUNNING',
      states: [{ status: 'succeeded' }, { name: 'Ask handler', status: 'running' }],
    });
    expect(tokenOf(rig.calls[1]).length).toBeGreaterThan(100);
    expect(JSON.stringify(answer)).not.toContain(tokenOf(rig.calls[1]));
  });

  test('tells a failure that was caught, and how often it was tried', async () => {
    const retry = { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2 };
    const caught = { ErrorEquals: ['States.ALL'], Next: 'Hand over' };
    rig = new Rig(
      {
        Pay: { ...call, Retry: [retry], Catch: [caught], End: true },
        'Hand over': { Type: 'Pass', End: true },
      },
      () => Promise.reject(failure('illegal-state', 'not now')),
    );
    await rig.start({}, 'claim-1');
    await rig.clock.advance(60_000);
    expect((await get('claim-1')).body).toMatchObject({
      status: 'SUCCEEDED',
      states: [
        { name: 'Pay', status: 'caught', error: 'illegal-state', attempts: 3 },
        { name: 'Hand over', type: 'Pass', status: 'succeeded', attempts: 0 },
      ],
    });
  });

  test('tells where it failed, timed out or was stopped', async () => {
    rig = new Rig(claim);
    await rig.start({}, 'claim-timed-out-1');
    await rig.clock.advance(3_600_000);
    await rig.start({}, 'claim-stopped-1');
    const stopped = `${MACHINE.replace('stateMachine', 'execution')}:claim-stopped-1`;
    await rig.call('StopExecution', { executionArn: stopped, error: 'withdrawn', cause: 'The customer withdrew it' });
    expect((await get('claim-timed-out-1')).body).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
      states: [{ status: 'succeeded' }, { status: 'timed-out', error: 'States.Timeout' }],
    });
    expect((await get('claim-stopped-1')).body).toMatchObject({
      status: 'ABORTED',
      error: 'withdrawn',
      cause: 'The customer withdrew it',
      states: [{ status: 'succeeded' }, { status: 'aborted' }],
    });
  });

  test('is read to its end, however many pages its history takes', async () => {
    const chain = Array.from({ length: 600 }, (_, index) => [
      `Step ${index}`,
      { Type: 'Pass', ...(index < 599 ? { Next: `Step ${index + 1}` } : { End: true }) },
    ]);
    rig = new Rig(Object.fromEntries(chain));
    await rig.start({}, 'claim-long-1');
    const { states } = (await get('claim-long-1')).body as Execution;
    expect(states.map(({ name }) => name)).toEqual(chain.map(([name]) => name));
  });

  test.each(['missing', 'a:b', 'claims:other', '理赔', 'a b', 'x'.repeat(81)])('%s does not exist', async (name) => {
    rig = new Rig(claim);
    const { status, body } = await get(name);
    expect([status, (body as { code: string }).code]).toEqual(
      name.length > 80 ? [422, 'invalid-input'] : [404, 'not-found'],
    );
  });
});

describe('the list', () => {
  test('shows the newest first, page by page, and by status', async () => {
    rig = new Rig(claim);
    for (const name of ['one', 'two', 'three']) await rig.start({}, name);
    await rig.call('SendTaskSuccess', { taskToken: tokenOf(rig.calls[1]), output: '{}' });
    await rig.clock.idle();
    const first = await list({ limit: '2' });
    expect(namesOf(first)).toEqual(['three', 'two']);
    expect(namesOf(await list({ limit: '2', cursor: cursorOf(first) }))).toEqual(['one']);
    expect((await list({ status: 'SUCCEEDED' })).body).toEqual({
      items: [
        {
          name: 'one',
          workflow: 'claim-lifecycle',
          status: 'SUCCEEDED',
          startedAt: expect.stringMatching(/Z$/),
          stoppedAt: expect.stringMatching(/Z$/),
        },
      ],
    });
  });

  test('takes a cursor only for the list and from the person that it was given to', async () => {
    rig = new Rig(claim);
    for (const name of ['one', 'two']) await rig.start({}, name);
    const cursor = cursorOf(await list({ limit: '1' }));
    const refused = { status: 422, body: { code: 'invalid-input', errors: [{ pointer: 'query/cursor' }] } };
    expect(await list({ status: 'RUNNING', cursor })).toMatchObject(refused);
    expect(await list({ cursor }, { role: 'ops', sub: 'another' })).toMatchObject(refused);
    expect(await list({ cursor: 'made-up' })).toMatchObject(refused);
    const [scope] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const tampered = Buffer.from(JSON.stringify([scope, { after: 'made-up' }])).toString('base64url');
    expect(await list({ cursor: tampered })).toMatchObject(refused);
  });

  test('is open to ops and admins alone', async () => {
    rig = new Rig(claim);
    expect((await list({}, { role: 'admin' })).status).toBe(200);
    for (const role of ['customer', 'claims-supervisor', 'integration'] as const) {
      expect(await list({}, { role })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await list({ status: 'UNKNOWN' })).toMatchObject({ status: 422 });
  });
});

function get(executionName: string): Promise<Answer> {
  return callApi(api(), { route: 'GET /v1/executions/{executionName}', as: ops, params: { executionName } });
}

function list(query: Record<string, string>, as = ops): Promise<Answer> {
  return callApi(api(), { route: 'GET /v1/executions', as, query });
}

function api() {
  const client = new SFNClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess((action, input) => rig.call(action, input)),
  });
  const executions = executionsOf({ 'claim-lifecycle': MACHINE }, client);
  const table = { get: nothing, getMany: nothing, query: nothing, commit: async () => undefined };
  return httpApi(routes, handlers, { table, executions, clock: () => new Date() });
}

/** Reading executions needs no record, and writes nothing. */
async function nothing(): Promise<never> {
  throw new Error('The table is not asked');
}

function namesOf({ body }: Answer): string[] {
  return (body as { items: { name: string }[] }).items.map(({ name }) => name);
}

function cursorOf({ body }: Answer): string {
  return (body as { nextCursor?: string }).nextCursor ?? 'no further page';
}
