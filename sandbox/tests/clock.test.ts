import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { VirtualClock } from '../clock.ts';

const NOON = Date.UTC(2026, 2, 1, 12);
const HOUR = 3_600_000;
const clocks: VirtualClock[] = [];

function standing(): VirtualClock {
  const clock = new VirtualClock({ start: NOON });
  clocks.push(clock);
  return clock;
}

afterEach(() => {
  jest.useRealTimers();
  for (const clock of clocks.splice(0)) clock.stop();
});

describe('a clock that stands still', () => {
  test('tells its start and what was advanced, to the millisecond', async () => {
    const clock = standing();
    expect(clock.now()).toBe(NOON);
    expect(await clock.advance(HOUR)).toBe(NOON + HOUR);
    await clock.pass(1);
    expect(clock.now()).toBe(NOON + HOUR + 1);
    await clock.reset();
    expect(clock.now()).toBe(NOON);
  });

  test('fires no timer for the time that goes by on the machine', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const clock = standing();
    const fired: number[] = [];
    clock.schedule(NOON + 1000, () => fired.push(clock.now()));
    await jest.advanceTimersByTimeAsync(HOUR);
    expect(fired).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
    await clock.advance(HOUR);
    expect(fired).toEqual([NOON + 1000]);
  });

  test('fires each timer at its own moment, also between two milliseconds, and those of one moment in their order', async () => {
    const clock = standing();
    const fired: [string, number][] = [];
    const at = (due: number, name: string) => clock.schedule(due, () => fired.push([name, clock.now()]));
    at(NOON + 0.3, 'second');
    at(NOON + 0.1, 'first');
    at(NOON + 2, 'third');
    at(NOON + 2, 'fourth');
    await clock.advance(2);
    expect(fired).toEqual([
      ['first', NOON + 0.1],
      ['second', NOON + 0.3],
      ['third', NOON + 2],
      ['fourth', NOON + 2],
    ]);
  });

  test('does at once what is due already, and idle waits for it', async () => {
    const clock = standing();
    const fired: string[] = [];
    clock.schedule(NOON - 1, () => {
      fired.push('past');
      clock.schedule(NOON, () => fired.push('now'));
    });
    await clock.idle();
    expect(fired).toEqual(['past', 'now']);
    expect(clock.now()).toBe(NOON);
  });
});

test('a clock that was given no start goes with the machine', async () => {
  const clock = new VirtualClock();
  clocks.push(clock);
  const before = Date.now();
  await clock.advance(HOUR);
  expect(clock.now() - HOUR).toBeGreaterThanOrEqual(before);
  expect(clock.now() - HOUR).toBeLessThanOrEqual(Date.now());
});
