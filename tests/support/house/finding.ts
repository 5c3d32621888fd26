import type { VirtualClock } from '@careline/sandbox/clock';
import type { DynamoDb, StreamRecord } from '@careline/sandbox/dynamodb';
import { type FinderDeps, find } from '../../../functions/cases/finding/finder.ts';

const HOUR = 3_600_000;

/**
 * Runs the finder each hour of the clock, as its schedule does. An hour in which nothing is due is passed over, so that a
 * year can go by in a test: what is due is read off the stream, beside the finder's own reading of the index.
 */
export function findEachHour(db: DynamoDb, clock: VirtualClock, deps: FinderDeps): void {
  const due = new Map<string, string>();
  db.onStreamRecord('careline', ({ dynamodb }: StreamRecord) => {
    const { GSI2PK, GSI2SK } = (dynamodb.NewImage ?? {}) as Record<string, { S: string } | undefined>;
    const key = JSON.stringify(dynamodb.Keys);
    if (GSI2PK?.S.startsWith('DUE#') && GSI2SK) due.set(key, GSI2SK.S);
    else due.delete(key);
  });
  const tick = async () => {
    clock.schedule(clock.now() + HOUR, tick);
    const now = new Date(clock.now()).toISOString();
    if ([...due.values()].some((wakeAt) => wakeAt < now)) await find(deps);
  };
  clock.schedule(clock.now() + HOUR, tick);
}
