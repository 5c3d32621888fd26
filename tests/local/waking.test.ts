import { describe, expect, test } from '@jest/globals';
import { duePlace } from '../../functions/platform/record/due.ts';
import { waker } from '../../local/waking.ts';

/** What the sandbox tells of records that are due at those times, by their ids. */
function firstKeys(times: Readonly<Record<string, string>>) {
  const places = Object.entries(times).flatMap(([id, time]) => [duePlace(id, time) ?? []]);
  return (table: string, index: string, partition: string) => {
    expect([table, index]).toEqual(['careline-sandbox-record', 'GSI2']);
    return places
      .filter(([due]) => due === partition)
      .map(([, sort]) => sort)
      .sort()[0];
  };
}

describe('the waker of the sandbox', () => {
  test('has nothing to do before the first time in the due index, in whatever shard that is', () => {
    for (const id of ['clm_1', 'clm_2', 'pay_3']) {
      const others = { tsk_1: '2027-01-01T00:00:00.000Z', msg_2: '2026-12-01T00:00:00.000Z' };
      const until = waker.quietUntil(firstKeys({ ...others, [id]: '2026-11-25T09:00:00.001Z' }));
      expect(until).toBe(Date.parse('2026-11-25T09:00:00.001Z'));
    }
  });

  test('has never anything to do where nothing is to come', () => {
    expect(waker.quietUntil(firstKeys({}))).toBe(Number.POSITIVE_INFINITY);
  });
});
