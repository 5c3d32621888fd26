import type { QuietFunction } from '@careline/sandbox';
import { duePartition, dueShards } from '../functions/platform/record/due.ts';
import { physicalName, stageConfig } from '../infra/config.ts';

const named = (name: string) => physicalName(stageConfig('sandbox'), name);

/** The waker has nothing to do before the first time in the due index. */
export const waker: QuietFunction = {
  functionName: named('waker'),
  quietUntil(firstKey) {
    const first = dueShards.map((shard) => firstKey(named('record'), 'GSI2', duePartition(shard)));
    return Math.min(...first.map((key) => (key === undefined ? Number.POSITIVE_INFINITY : timeOf(key))));
  },
  // Sixteen queries at once, each of which is half a unit at least.
  idle: { milliseconds: 20, readUnits: dueShards.length / 2 },
};

/** The time that an entry of the due index begins with. */
function timeOf(key: string): number {
  return Date.parse(key.slice(0, key.indexOf('#')));
}
