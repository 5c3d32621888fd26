import { afterEach, describe, expect, test } from '@jest/globals';
import { Services } from '../../aws/services.ts';
import { QueueMessages } from '../../aws/sqs/messages.ts';
import { Sqs } from '../../aws/sqs/sqs.ts';
import { VirtualClock } from '../../clock.ts';
import { QueueConsumer } from '../../lambda/queue-consumer.ts';

const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

const queue = {
  name: 'work',
  arn: 'arn:aws:sqs:us-east-1:000000000000:work',
  url: 'work',
  visibilityTimeoutSeconds: 60,
  delaySeconds: 0,
  retentionSeconds: 345_600,
  waitSeconds: 0,
};

/** A mapping of a function that is done with a batch when it is told to. */
function polled(mapping: { batchSize?: number; batchingWindowSeconds?: number; maximumConcurrency?: number }) {
  const clock = new VirtualClock();
  clocks.push(clock);
  const services = new Services();
  const sqs = new Sqs(clock, [queue]);
  const batches: { bodies: string[]; done: () => void }[] = [];
  services.register('sqs', sqs.handler);
  services.register('lambda', async ({ input }) => {
    const { Records } = JSON.parse(String(input.Payload)) as { Records: { body: string }[] };
    const { promise, resolve } = Promise.withResolvers<void>();
    batches.push({ bodies: Records.map(({ body }) => body), done: resolve });
    await promise;
    return { Payload: 'null' };
  });
  new QueueConsumer({
    clock,
    services,
    mapping: {
      uuid: 'mapping',
      queueArn: queue.arn,
      functionArn: 'worker',
      batchSize: 1,
      batchingWindowSeconds: 0,
      reportsItemFailures: false,
      ...mapping,
    },
    roleArn: undefined,
    queue: sqs.messages(queue.arn),
  });
  const send = (...bodies: string[]) => {
    for (const body of bodies) sqs.messages(queue.arn).send(body, {}, 'test');
  };
  return { clock, batches, send, left: () => sqs.messages(queue.arn).counts() };
}

/** Lets everything happen that waits for no batch. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('the pollers of a queue', () => {
  test.each([{ maximumConcurrency: 2, most: 2 }, { maximumConcurrency: 3, most: 3 }, { most: 5 }])(
    'have no more batches in hand than they may: %j',
    async ({ most, ...mapping }) => {
      const { batches, send, clock } = polled(mapping);
      const bodies = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
      send(...bodies);
      await settle();
      expect(batches.map(({ bodies: [body] }) => body)).toEqual(bodies.slice(0, most));
      batches[1]?.done();
      await settle();
      expect(batches.map(({ bodies: [body] }) => body)).toEqual(bodies.slice(0, most + 1));
      for (let index = 0; index < bodies.length; index += 1) {
        batches[index]?.done();
        await settle();
      }
      await clock.idle();
      expect(batches).toHaveLength(bodies.length);
    },
  );

  test('leave what they cannot take yet where it can be seen', async () => {
    const { batches, send, left } = polled({ maximumConcurrency: 2 });
    send('a', 'b', 'c');
    await settle();
    expect(left()).toEqual({ visible: 1, inFlight: 2, delayed: 0 });
    for (const { done } of batches) done();
    await settle();
    batches[2]?.done();
    await settle();
    expect(left()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test('ask ten at a time for a batch of more', async () => {
    const { clock, batches, send } = polled({ batchSize: 25, batchingWindowSeconds: 1 });
    send(...Array.from({ length: 25 }, (_, index) => String(index)));
    await settle();
    expect(batches.map(({ bodies }) => bodies.length)).toEqual([25]);
    batches[0]?.done();
    await clock.idle();
  });

  test('hand over 6 MB at a time', async () => {
    const { clock, batches, send } = polled({ batchSize: 10 });
    send(...Array.from({ length: 7 }, () => 'x'.repeat(1024 * 1024 - 1)));
    await settle();
    expect(batches.map(({ bodies }) => bodies.length)).toEqual([5]);
    batches[0]?.done();
    await settle();
    expect(batches.map(({ bodies }) => bodies.length)).toEqual([5, 2]);
    batches[1]?.done();
    await clock.idle();
  });
});

test('a queue has 120,000 messages in flight', () => {
  const clock = new VirtualClock();
  clocks.push(clock);
  const messages = new QueueMessages(clock, queue, () => undefined);
  for (let count = 0; count <= 120_000; count += 1) messages.send('x', {}, 'test');
  expect(messages.receive(120_000)).toHaveLength(120_000);
  expect(() => messages.receive(1)).toThrow('Too many messages in flight.');
});
