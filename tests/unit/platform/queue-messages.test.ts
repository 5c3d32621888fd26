import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { pauseAfter, queueHandler } from '../../../functions/platform/queue-messages.ts';

let hidden: [id: string, seconds: number][];
let aside: string[];
let worked: string[];
let deferred: number;
let broken: Set<string>;
beforeEach(() => {
  [hidden, aside, worked, deferred, broken] = [[], [], [], 0, new Set()];
});

const handle = queueHandler({
  queue: {
    async hide({ messageId }, seconds) {
      if (broken.has('hide')) throw new Error('no such message in flight');
      hidden.push([messageId, seconds]);
    },
    async putAside({ messageId }) {
      if (broken.has('aside')) throw new Error('no failure queue');
      aside.push(messageId);
    },
  },
  schema: z.object({ order: z.string() }),
  async work({ order }) {
    if (broken.has(order)) throw new Error('the provider is down');
    worked.push(order);
  },
  onDeferred() {
    deferred += 1;
  },
  chance: () => 0.5,
});

function message(messageId: string, body: string, receives = 1): SQSRecord {
  return {
    messageId,
    receiptHandle: `handle of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: 'events',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:orders',
    awsRegion: 'us-east-1',
  };
}
const order = (name: string, receives?: number) => message(name, JSON.stringify({ order: name }), receives);
const failures = async (...Records: SQSRecord[]) =>
  (await handle({ Records })).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('the messages of a batch', () => {
  test('are worked off', async () => {
    expect(await failures(order('a'), order('b'))).toEqual([]);
    expect([worked.sort(), hidden, aside, deferred]).toEqual([['a', 'b'], [], [], 0]);
  });

  test('that fail wait, each for as long as it has tried, and the others are done', async () => {
    broken = new Set(['b', 'c']);
    expect((await failures(order('a'), order('b', 1), order('c', 3))).sort()).toEqual(['b', 'c']);
    expect(worked).toEqual(['a']);
    expect(hidden.sort()).toEqual([
      ['b', 54],
      ['c', 216],
    ]);
    expect(deferred).toBe(2);
  });

  test('that all fail are no failure of the function', async () => {
    broken = new Set(['a']);
    expect(await failures(order('a'))).toEqual(['a']);
  });

  test('that cannot be hidden are failed all the same', async () => {
    broken = new Set(['a', 'hide']);
    expect(await failures(order('a'))).toEqual(['a']);
    expect(deferred).toBe(1);
  });

  test.each(['', 'words', 'null', '{}', '{"order":1}'])('that say %j are put aside at once', async (body) => {
    expect(await failures(message('odd', body), order('b'))).toEqual([]);
    expect([aside, worked, hidden, deferred]).toEqual([['odd'], ['b'], [], 0]);
  });

  test('that cannot be put aside come again', async () => {
    broken = new Set(['aside']);
    expect(await failures(message('odd', '{}'))).toEqual(['odd']);
  });
});

test.each([
  [1, 0, 60],
  [2, 0, 120],
  [3, 0, 240],
  [4, 0, 480],
  [5, 0, 570],
  [1000, 0, 570],
  [1, 1, 48],
  [5, 0.5, 513],
  [1000, 1, 456],
])('a message that was received %d times waits, with chance %d, for %d seconds', (receives, chance, seconds) => {
  expect(pauseAfter(receives, chance)).toBe(seconds);
});
