import './quiet-log.ts';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SendEmail } from '../../../functions/notifications/providers/send-outcome.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { type TestTable, testTable } from '../../support/table.ts';
import { deliverReceipt, invokeSender, now, pendingRecords, read, writeMessage } from './ledger.ts';
import { delivery, sesEvent } from './ses-event.ts';

const providerBehaviours = [
  'accepts',
  'accepts, then we die',
  'dies first',
  'accepts, answer lost',
  'busy',
  'refuses',
] as const;
const tableBehaviours = ['writes', 'loses the write', 'loses the answer'] as const;

/** One delivery of what the stream has, and all that may go wrong in it. */
const invocation = fc.record({
  provider: fc.constantFrom(...providerBehaviours),
  table: fc.array(fc.constantFrom(...tableBehaviours), { maxLength: 4 }),
  twice: fc.boolean(),
  feedbackFirst: fc.boolean(),
});
type Invocation = typeof invocation extends fc.Arbitrary<infer T> ? T : never;
const smooth: Invocation = { provider: 'accepts', table: [], twice: false, feedbackFirst: false };

test('whatever is delivered twice, lost or interrupted, the provider gets a message once at most and the ledger says so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(invocation, { maxLength: 5 }), async (invocations) => {
      const store = await testTable();
      const id = await writeMessage(store.table);
      const world = { store, id, accepted: 0, settled: false, done: 0 };
      for (const step of invocations) await deliver(world, step);
      for (let left = 10; left > 0 && world.done < pendingRecords(store).length; left -= 1)
        await deliver(world, smooth);

      const status = (await read(store.table, id))?.status ?? '';
      expect(world.accepted).toBeLessThanOrEqual(1);
      expect(status).not.toMatch(/^(PENDING|SENDING)$/);
      if (world.settled) expect(status).toBe('DELIVERED');
      if (world.accepted === 0) expect(status).toMatch(/^(UNCERTAIN|FAILED)$/);
      if (status === 'FAILED') expect(world.accepted).toBe(0);
      if (invocations.every(harmless))
        expect({ status, accepted: world.accepted }).toEqual({
          status: expect.stringMatching(/^(SENT|DELIVERED)$/),
          accepted: 1,
        });

      await deliverReceipt(store.table, sesEvent('Delivery', id, delivery));
      expect((await read(store.table, id))?.status).toBe('DELIVERED');
      await store.db.close();
    }),
    { numRuns: 150 },
  );
}, 60_000);

interface World {
  readonly store: TestTable;
  readonly id: string;
  accepted: number;
  settled: boolean;
  /** How many of the stream's records are done with. */
  done: number;
}

async function deliver(world: World, step: Invocation): Promise<void> {
  const records = pendingRecords(world.store);
  const open = records.slice(world.done);
  if (open.length === 0) return;
  const deps = {
    table: faulty(world.store.table, [...step.table]),
    clock: () => now,
    email: provider(world, step),
    sms: async () => ({ kind: 'refused', reason: 'none' }) as const,
  };
  const wanted = await Promise.all(Array.from({ length: step.twice ? 2 : 1 }, () => invokeSender(deps, open)));
  // Lambda goes on from the first record that failed.
  const first = open.findIndex(({ dynamodb }) => wanted.flat().includes(dynamodb.SequenceNumber));
  world.done += first === -1 ? open.length : first;
}

function provider(world: World, { provider, feedbackFirst }: Invocation): SendEmail {
  return async () => {
    if (provider === 'dies first') throw new Error('The function ended here');
    if (provider === 'busy') return { kind: 'deferred', reason: 'TooManyRequestsException' };
    if (provider === 'refuses') return { kind: 'refused', reason: 'MessageRejected' };
    world.accepted += 1;
    if (feedbackFirst) {
      await deliverReceipt(world.store.table, sesEvent('Delivery', world.id, delivery));
      world.settled = true;
    }
    if (provider === 'accepts, then we die') throw new Error('The function ended here');
    if (provider === 'accepts, answer lost') return { kind: 'unknown', reason: 'TimeoutError' };
    return { kind: 'sent', providerMessageId: 'ses-1' };
  };
}

/** The table, whose next writes behave as told. */
function faulty(table: Table, behaviours: (typeof tableBehaviours)[number][]): Table {
  return {
    ...table,
    commit: async (writes) => {
      const behaviour = behaviours.shift();
      if (behaviour === 'loses the write') throw new Error('No connection');
      await table.commit(writes);
      if (behaviour === 'loses the answer') throw new Error('No answer');
    },
  };
}

function harmless({ provider, table }: Invocation): boolean {
  return ['accepts', 'busy'].includes(provider) && table.every((behaviour) => behaviour === 'writes');
}
