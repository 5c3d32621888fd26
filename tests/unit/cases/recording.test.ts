import { expect, test } from '@jest/globals';
import { record } from '../../../functions/cases/world.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import { system } from '../../../functions/platform/record/events.ts';
import { aClaim, aTask, at, aWorld, DAY, MINUTE, now } from '../../support/fixtures.ts';

const waits = aClaim('AGREED', { openTaskId: 'tsk_1', paymentOrderId: 'pay_1', wakeAt: at(DAY) });
const task = aTask({ kind: 'payment-repair' });

test('a case that is late keeps since when through what leaves its wait alone, and forgets it as it moves on', () => {
  const late = aClaim('AGREED', { openTaskId: 'tsk_1', paymentOrderId: 'pay_1', wakeAt: at(DAY), lateSince: at(-DAY) });
  const after = (more: { cancels?: true }) =>
    record(claims, aWorld(late, { task }), [{ happened: 'noted', ...more }], { actor: system, now }).after;
  expect(after({})).toMatchObject({ wakeAt: at(DAY), lateSince: at(-DAY) });
  expect(after({ cancels: true })).toMatchObject({ wakeAt: at(15 * MINUTE), lateSince: undefined });
});

test.each<[string, { cancels?: true }, string]>([
  ['that ends its wait is looked at soon, for its workflow may be lost', { cancels: true }, at(15 * MINUTE)],
  ['that leaves its wait alone is looked at when that is over', {}, at(DAY)],
])('a case after a change %s', (_title, more, wakeAt) => {
  const { after } = record(claims, aWorld(waits, { task }), [{ happened: 'noted', ...more }], { actor: system, now });
  expect(after.wakeAt).toBe(wakeAt);
});
