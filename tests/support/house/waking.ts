import type { VirtualClock } from '@careline/sandbox/clock';
import type { DynamoDb, StreamRecord } from '@careline/sandbox/dynamodb';
import { dueShards } from '../../../functions/platform/record/due.ts';
import type { WakeDeps } from '../../../functions/wakes.ts';
import { wake } from '../../../functions/waking/waker.ts';

const MINUTE = 60_000;

/**
 * Runs the waker each minute of the clock, as its schedule does. Minutes in which nothing is due are passed over, so that a
 * year can go by in a test: what is due is read off the stream, beside the waker's own reading of the index.
 */
export function wakeEachMinute(db: DynamoDb, clock: VirtualClock, deps: WakeDeps): void {
  const start = clock.now();
  const due = new Map<string, number>();
  let armed: { readonly tick: number; readonly cancel: () => void } | undefined;

  /** Sees to it that there is a run at the first minute, after this one, in which something is due at that time. */
  const arm = (wakeAt: number) => {
    const minute = Math.max(Math.ceil((wakeAt - start) / MINUTE), Math.floor((clock.now() - start) / MINUTE) + 1);
    const tick = start + minute * MINUTE;
    if (armed && armed.tick <= tick) return;
    armed?.cancel();
    armed = { tick, cancel: clock.schedule(tick, run) };
  };
  const run = async () => {
    armed = undefined;
    if ([...due.values()].some((wakeAt) => wakeAt <= clock.now()))
      await wake(deps, { shards: dueShards, hasTime: () => true });
    for (const wakeAt of due.values()) arm(wakeAt);
  };

  db.onStreamRecord('careline', ({ dynamodb }: StreamRecord) => {
    const { GSI2PK, GSI2SK } = (dynamodb.NewImage ?? {}) as Record<string, { S: string } | undefined>;
    const key = JSON.stringify(dynamodb.Keys);
    due.delete(key);
    if (!GSI2PK?.S.startsWith('DUE#') || !GSI2SK) return;
    const wakeAt = Date.parse(GSI2SK.S.slice(0, GSI2SK.S.indexOf('#')));
    due.set(key, wakeAt);
    arm(wakeAt);
  });
}
