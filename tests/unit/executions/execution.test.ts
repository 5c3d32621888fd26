import { describe, expect, test } from '@jest/globals';
import { toExecution, toSummary } from '../../../functions/executions/execution.ts';
import { executionStatuses } from '../../../functions/executions/execution-status.ts';

const startDate = new Date('2026-11-22T08:00:00.000Z');
const stopDate = new Date('2026-11-22T09:00:00.000Z');
const started = { name: 'claim-1', status: 'FAILED', startDate } as const;
const described = { ...started, executionArn: '', stateMachineArn: '' };
const summary = { name: 'claim-1', workflow: 'claim-lifecycle', status: 'FAILED', startedAt: startDate.toISOString() };

describe('an execution in a list', () => {
  test('tells when it stopped, once it has', () => {
    expect(toSummary('claim-lifecycle', started)).toEqual(summary);
    expect(toSummary('claim-lifecycle', { ...started, stopDate })).toEqual({
      ...summary,
      stoppedAt: stopDate.toISOString(),
    });
  });

  test.each([
    ...executionStatuses.map((status) => [status, status]),
    ['PENDING_REDRIVE', 'FAILED'],
    [undefined, 'FAILED'],
  ])('that Step Functions calls %s is %s', (status, shown) => {
    expect(toSummary('claim-lifecycle', { status: status as 'FAILED' }).status).toBe(shown);
  });

  test('without a name or a start is still shown', () => {
    const nothing = { name: '', startedAt: '1970-01-01T00:00:00.000Z' };
    expect(toSummary('claim-lifecycle', {})).toEqual({ ...summary, ...nothing });
  });
});

test('an execution tells its error and its cause where it has them', () => {
  expect(toExecution('claim-lifecycle', described, [])).toEqual({ ...summary, states: [] });
  expect(toExecution('claim-lifecycle', { ...described, error: 'Broken', cause: 'why', stopDate }, [])).toEqual({
    ...summary,
    stoppedAt: stopDate.toISOString(),
    states: [],
    error: 'Broken',
    cause: 'why',
  });
});
