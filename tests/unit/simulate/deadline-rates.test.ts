import { expect, test } from '@jest/globals';
import type { Deadline } from '../../../functions/deadlines/deadline.ts';
import { ratesOf, rungsOf } from '../../../tools/simulate/deadline-rates.ts';
import { at } from '../../support/fixtures.ts';

const clock = (state: Deadline['state'], more: Partial<Deadline> = {}): Deadline => ({
  ...{ caseId: 'clm_1', caseReference: 'C1', customerId: 'cus_1', branchId: 'HQ', generation: 1, version: 1 },
  ...{
    pack: 'CN',
    packVersion: '1',
    rule: 'art24',
    startedAt: at(0),
    startedBy: 'x',
    createdAt: at(0),
    updatedAt: at(0),
  },
  state,
  ...more,
});

test('a deadline is kept, missed however late it was done, cancelled, or open; what a next generation took over is not counted', () => {
  const late = { breachedAt: at(1) };
  const deadlines = [
    ...[clock('SATISFIED'), clock('SATISFIED'), clock('SATISFIED', late), clock('BREACHED', late)],
    ...[clock('CANCELLED'), clock('RUNNING'), clock('PAUSED'), clock('NOT_COMPUTABLE'), clock('SUPERSEDED')],
    clock('RUNNING', { rule: 'art23' }),
  ];
  expect(ratesOf(deadlines)).toEqual([
    { rule: 'CN.art23', kept: 0, missed: 0, cancelled: 0, open: 1, notComputable: 0, keptPercent: null },
    { rule: 'CN.art24', kept: 2, missed: 2, cancelled: 1, open: 2, notComputable: 1, keptPercent: 50 },
  ]);
});

test('rungs are counted from the lowest', () => {
  const deadlines = [clock('BREACHED', { reached: [50, 80, 100] }), clock('RUNNING', { reached: [50] })];
  expect(rungsOf(deadlines)).toEqual([
    { name: '50 %', count: 2 },
    { name: '80 %', count: 1 },
    { name: '100 %', count: 1 },
  ]);
});
