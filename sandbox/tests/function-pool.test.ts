import { beforeEach, describe, expect, test } from '@jest/globals';
import { FunctionPool, type PooledInstance } from '../lambda/function-pool.ts';
import type { Outcome } from '../lambda/instance.ts';

const context = {
  awsRequestId: 'request-1',
  functionName: 'any',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:any',
  memoryLimitInMB: '128',
  traceId: 'any',
  timeoutMs: 1000,
};

/** An instance that is loaded at once, answers when it is told to, and knows whether it was ended. */
class FakeInstance implements PooledInstance {
  alive = true;
  readonly payloads: string[] = [];
  answer: () => void = () => undefined;

  async loaded() {
    return undefined;
  }

  invoke(payload: string): Promise<Outcome> {
    this.payloads.push(payload);
    return new Promise((resolve) => {
      this.answer = () => resolve({ payload: `answer to ${payload}`, milliseconds: 1 });
    });
  }

  async terminate() {
    this.alive = false;
  }
}

let started: FakeInstance[];
let timers: Set<() => void>;
let pool: FunctionPool;

beforeEach(() => {
  started = [];
  timers = new Set();
  const start = () => {
    started.push(new FakeInstance());
    return started.at(-1) ?? new FakeInstance();
  };
  pool = new FunctionPool(start, (_, then) => {
    timers.add(then);
    return () => timers.delete(then);
  });
});

/** Whoever waits for a time has waited long enough; resolves when what follows is done. */
async function timePasses(): Promise<void> {
  const due = [...timers];
  timers.clear();
  for (const then of due) then();
  await settled();
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a pool', () => {
  test('lets a second invocation wait for the first instance', async () => {
    const answers = [pool.invoke('1', context), pool.invoke('2', context)];
    await settled();
    started[0]?.answer();
    await settled();
    started[0]?.answer();
    expect(await Promise.all(answers)).toMatchObject([{ payload: 'answer to 1' }, { payload: 'answer to 2' }]);
    expect(started).toHaveLength(1);
  });

  test('starts another instance, up to four, when no run has ended for long and invocations wait', async () => {
    for (const payload of ['1', '2', '3', '4', '5', '6']) void pool.invoke(payload, context);
    await settled();
    expect(started.map(({ payloads }) => payloads)).toEqual([['1']]);
    await timePasses();
    expect(started.map(({ payloads }) => payloads)).toEqual([['1'], ['2']]);
    for (const _ of ['3', '4', '5']) await timePasses();
    expect(started.map(({ payloads }) => payloads)).toEqual([['1'], ['2'], ['3'], ['4']]);
  });

  test('waits anew when a run ends', async () => {
    for (const payload of ['1', '2', '3']) void pool.invoke(payload, context);
    await settled();
    const before = [...timers];
    started[0]?.answer();
    await settled();
    expect([before.length, timers.size]).toEqual([1, 1]);
    expect([...timers]).not.toEqual(before);
    expect(started).toHaveLength(1);
  });

  test('ends an instance that nobody has called for a while, and starts anew', async () => {
    const first = pool.invoke('1', context);
    await settled();
    started[0]?.answer();
    await first;
    expect(started.map(({ alive }) => alive)).toEqual([true]);
    await timePasses();
    expect(started.map(({ alive }) => alive)).toEqual([false]);
    void pool.invoke('2', context);
    await settled();
    expect(started.map(({ payloads }) => payloads)).toEqual([['1'], ['2']]);
  });

  test('keeps an instance that is called again before that, and waits anew after it', async () => {
    for (const payload of ['1', '2']) {
      const invocation = pool.invoke(payload, context);
      await settled();
      expect(timers.size).toBe(0);
      started[0]?.answer();
      await invocation;
      expect(timers.size).toBe(1);
    }
    expect(started[0]).toMatchObject({ alive: true, payloads: ['1', '2'] });
  });

  test('waits for nothing once it is recycled', async () => {
    void pool.invoke('1', context);
    await settled();
    const waiting = pool.invoke('2', context);
    await pool.recycle();
    expect(await waiting).toMatchObject({ error: { errorMessage: 'Recycled' } });
    expect([timers.size, started[0]?.alive]).toEqual([0, false]);
  });
});
