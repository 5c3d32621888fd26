import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, test } from '@jest/globals';
import { entered, event, exited, lambda, statesOf } from './history.ts';

describe('a task', () => {
  test.each([
    ['TaskTimedOut', { taskTimedOutEventDetails: lambda }, 'States.Timeout', 'timed-out'],
    ['LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: {} }, 'States.Timeout', 'timed-out'],
    ['TaskTimedOut', { taskTimedOutEventDetails: { ...lambda, error: 'Late' } }, 'Late', 'failed'],
    ['ActivityTimedOut', { activityTimedOutEventDetails: { error: 'Late' } }, undefined, 'failed'],
    ['TaskFailed', { taskFailedEventDetails: { ...lambda, error: 'Gone' } }, 'Gone', 'failed'],
    ['TaskSubmitFailed', { taskSubmitFailedEventDetails: { ...lambda, error: 'Gone' } }, 'Gone', 'failed'],
    ['LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: { error: 'Gone' } }, 'Gone', 'failed'],
    ['TaskFailed', {}, undefined, 'failed'],
    ['TaskSubmitted', { taskSubmittedEventDetails: lambda }, undefined, 'failed'],
  ])('of a failed execution, after %s %j, has the error %j and is %s', (type, details, error, status) => {
    const states = statesOf([entered(1, 0, 'Task', 'Ask'), event(2, 1, type, details)], 'FAILED');
    expect(states).toMatchObject([{ name: 'Ask', status }]);
    expect(states[0]?.error).toBe(error);
  });

  test.each(['TaskScheduled', 'LambdaFunctionScheduled', 'ActivityScheduled'])('%s begins its attempts', (type) => {
    const events = [entered(1, 0, 'Task', 'Ask'), event(2, 1, type), event(3, 2, 'TaskStarted'), event(4, 3, type)];
    expect(statesOf(events)).toMatchObject([{ attempts: 2 }]);
  });

  test.each([
    ['RUNNING', 'running'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['TIMED_OUT', 'timed-out'],
    ['ABORTED', 'aborted'],
  ] as const)('that was not left when its execution is %s is %s', (execution, status) => {
    expect(statesOf([entered(1, 0, 'Task', 'Ask')], execution)).toMatchObject([{ type: 'Task', status, attempts: 0 }]);
  });

  test('that was left tells when and after how long, and what with', () => {
    const details = { stateExitedEventDetails: { name: 'Ask', output: undefined } };
    const [state] = statesOf([entered(1, 0, 'Task', 'Ask', '1'), event(4, 1, 'TaskStateExited', details)]);
    expect(state).toEqual({
      name: 'Ask',
      type: 'Task',
      status: 'succeeded',
      enteredAt: '1970-01-01T00:00:01.000Z',
      exitedAt: '1970-01-01T00:00:04.000Z',
      durationMs: 3000,
      input: 1,
      attempts: 0,
    });
  });

  test('that failed is running as long as its execution is', () => {
    const failed = event(2, 1, 'TaskFailed', { taskFailedEventDetails: { ...lambda, error: 'Gone' } });
    expect(statesOf([entered(1, 0, 'Task', 'Ask'), failed], 'RUNNING')).toMatchObject([{ status: 'running' }]);
  });
});

describe('an event', () => {
  test('of no state that was entered is passed over', () => {
    expect(statesOf([event(1, 0, 'ExecutionStarted'), exited(2, 1, 'Pass', 'Gone', '1')])).toEqual([]);
  });

  test('without a type, a time or an input is told as far as it goes', () => {
    const [state] = statesOf([{ id: 1, previousEventId: 0, stateEnteredEventDetails: {} } as HistoryEvent]);
    expect(state).toMatchObject({ name: '', type: undefined, enteredAt: '1970-01-01T00:00:00.000Z' });
    expect(state?.input).toBeUndefined();
  });

  test('after the end of a state says nothing of it', () => {
    const failed = event(3, 2, 'TaskFailed', { taskFailedEventDetails: { ...lambda, error: 'Gone' } });
    const [state] = statesOf([entered(1, 0, 'Task', 'Ask'), exited(2, 1, 'Task', 'Ask', '1'), failed]);
    expect(state).not.toHaveProperty('error');
  });
});

test('a Map that failed within is ended by the state that failed, and failed with its error', () => {
  const states = statesOf(
    [
      entered(1, 0, 'Map', 'Each'),
      event(2, 1, 'MapStateStarted'),
      event(3, 2, 'MapIterationStarted'),
      entered(4, 3, 'Task', 'Ask'),
      event(5, 4, 'TaskScheduled'),
      event(6, 5, 'TaskFailed', { taskFailedEventDetails: { ...lambda, error: 'Gone', cause: 'why' } }),
      event(7, 6, 'MapIterationFailed'),
      event(8, 7, 'MapStateFailed'),
    ],
    'RUNNING',
  );
  expect(states).toMatchObject([
    { name: 'Each', status: 'running', error: 'Gone', cause: 'why' },
    { name: 'Ask', status: 'failed', error: 'Gone' },
  ]);
});
