import { describe, expect, test } from '@jest/globals';
import { toExecution } from '../../../functions/executions/execution.ts';
import { described, entered, event, exited, lambda, scheduled, statesOf } from './history.ts';

const token = `AQCEAAAAKgAAAAMAAAAA${'k9+/Zq'.repeat(40)}==`;

describe('a history with branches', () => {
  test('gives each event to the branch that it happened in, however they interleave', () => {
    const states = statesOf([
      event(1, 0, 'ExecutionStarted'),
      entered(2, 1, 'Parallel', 'Ask both'),
      event(3, 2, 'ParallelStateStarted'),
      entered(4, 3, 'Task', 'Ask'),
      entered(5, 3, 'Task', 'Ask'),
      event(6, 4, 'TaskScheduled'),
      event(7, 5, 'TaskScheduled'),
      event(8, 7, 'TaskFailed', { taskFailedEventDetails: { ...lambda, error: 'Busy' } }),
      event(9, 6, 'TaskSucceeded'),
      event(10, 8, 'TaskScheduled'),
      exited(11, 9, 'Task', 'Ask', '"first"'),
      event(12, 10, 'TaskSucceeded'),
      exited(13, 12, 'Task', 'Ask', '"second"'),
      event(14, 13, 'ParallelStateSucceeded'),
      exited(15, 13, 'Parallel', 'Ask both', '[]'),
    ]);
    expect(states).toMatchObject([
      { name: 'Ask both', status: 'succeeded', attempts: 1, durationMs: 13_000 },
      { name: 'Ask', status: 'succeeded', attempts: 1, output: 'first' },
      { name: 'Ask', status: 'succeeded', attempts: 2, output: 'second' },
    ]);
    expect(states[2]).not.toHaveProperty('error');
  });

  test('ends the branch that failed and the one that was aborted with it, and catches the whole', () => {
    const states = statesOf([
      entered(1, 0, 'Parallel', 'Ask both'),
      event(2, 1, 'ParallelStateStarted'),
      entered(3, 2, 'Task', 'Ask'),
      entered(4, 2, 'Wait', 'Wait'),
      event(5, 3, 'TaskScheduled'),
      event(6, 5, 'TaskFailed', { taskFailedEventDetails: { ...lambda, error: 'Gone', cause: 'No such party' } }),
      event(7, 4, 'WaitStateAborted'),
      event(8, 6, 'ParallelStateFailed'),
      exited(9, 8, 'Parallel', 'Ask both', '{}'),
      entered(10, 9, 'Pass', 'Hand over'),
      exited(11, 10, 'Pass', 'Hand over', '{}'),
    ]);
    expect(states).toMatchObject([
      { name: 'Ask both', status: 'caught', error: 'Gone', cause: 'No such party' },
      { name: 'Ask', status: 'failed', error: 'Gone' },
      { name: 'Wait', status: 'aborted' },
      { name: 'Hand over', status: 'succeeded' },
    ]);
  });

  test('tells the iterations of a Map apart', () => {
    const states = statesOf([
      entered(1, 0, 'Map', 'Each'),
      event(2, 1, 'MapStateStarted'),
      event(3, 2, 'MapIterationStarted'),
      event(4, 2, 'MapIterationStarted'),
      entered(5, 3, 'Pass', 'Note', '0'),
      entered(6, 4, 'Pass', 'Note', '1'),
      exited(7, 6, 'Pass', 'Note', '"one"'),
      exited(8, 5, 'Pass', 'Note', '"zero"'),
      event(9, 8, 'MapIterationSucceeded'),
      exited(10, 8, 'Map', 'Each', '[]'),
    ]);
    expect(states.map(({ name, input, output }) => [name, input, output])).toEqual([
      ['Each', {}, []],
      ['Note', 0, 'zero'],
      ['Note', 1, 'one'],
    ]);
  });
});

test('a Fail state fails with what the execution failed with', () => {
  const states = statesOf(
    [
      entered(1, 0, 'Fail', 'Give up'),
      event(2, 1, 'ExecutionFailed', { executionFailedEventDetails: { error: 'Hopeless', cause: 'Tried all' } }),
    ],
    'FAILED',
  );
  expect(states).toMatchObject([{ name: 'Give up', type: 'Fail', status: 'failed', error: 'Hopeless' }]);
});

test('a redriven execution goes on in the state that had failed', () => {
  const states = statesOf(
    [
      entered(1, 0, 'Task', 'Pay'),
      event(2, 1, 'TaskScheduled'),
      event(3, 2, 'TaskTimedOut', { taskTimedOutEventDetails: { ...lambda, error: 'States.Timeout' } }),
      event(4, 3, 'ExecutionFailed', { executionFailedEventDetails: { error: 'States.Timeout' } }),
      event(5, 0, 'ExecutionRedriven'),
      event(6, 5, 'TaskScheduled'),
    ],
    'RUNNING',
  );
  expect(states).toMatchObject([{ name: 'Pay', status: 'running', attempts: 2 }]);
  expect(states[0]).not.toHaveProperty('error');
});

test('data that Step Functions cut off is shown as it is', () => {
  expect(statesOf([entered(1, 0, 'Pass', 'Note', '{"claimId":"clm_')])[0]?.input).toBe('{"claimId":"clm_');
});

describe('a task token', () => {
  const parameters = JSON.stringify({ FunctionName: 'steps', Payload: { step: 'ask', taskToken: token } });
  const everywhere = JSON.stringify({ claimId: 'clm_1', [token]: token, deep: [{ note: `it is ${token}.` }] });

  test('is never told, wherever the workflow has put it', () => {
    const events = [
      entered(1, 0, 'Task', 'Ask', everywhere),
      event(2, 1, 'TaskScheduled', { taskScheduledEventDetails: { ...scheduled, parameters } }),
      event(3, 2, 'TaskSubmitted', {
        taskSubmittedEventDetails: { resourceType: 'l', resource: 'i', output: everywhere },
      }),
      event(4, 3, 'TaskFailed', { taskFailedEventDetails: { ...lambda, error: `E ${token}`, cause: everywhere } }),
      exited(5, 4, 'Task', 'Ask', everywhere),
      entered(6, 5, 'Pass', 'Note', JSON.stringify(everywhere)),
      exited(7, 6, 'Pass', 'Note', `"${token}`),
    ];
    const execution = toExecution('claim-lifecycle', { ...described, error: token, cause: `by ${token}` }, events);
    expect(JSON.stringify(execution)).not.toContain(token.slice(0, 40));
    expect(execution.states[0]).toMatchObject({ input: { claimId: 'clm_1' }, output: { claimId: 'clm_1' } });
  });

  test('is told by its field or its shape where no task was scheduled with it', () => {
    const [state] = statesOf([entered(1, 0, 'Pass', 'Note', JSON.stringify({ taskToken: 'short-one', a: token }))]);
    expect(state?.input).toEqual({ taskToken: '[redacted]', a: '[redacted]' });
  });

  test('that is an ordinary word does not blot out the words of others', () => {
    const details = { ...scheduled, parameters: '{"token":"claim"}' };
    const states = statesOf([
      entered(1, 0, 'Task', 'Ask', '{"kind":"claim"}'),
      event(2, 1, 'TaskScheduled', { taskScheduledEventDetails: details }),
    ]);
    expect(states[0]?.input).toEqual({ kind: 'claim' });
  });
});
