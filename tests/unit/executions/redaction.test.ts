import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, test } from '@jest/globals';
import { redactionFor } from '../../../functions/executions/redaction.ts';

const token = 'task-token-of-20-chr';
const { text, json } = redactionFor([]);

describe('a token that a task was scheduled with', () => {
  test.each([
    ['as a field', { taskToken: token }],
    ['deep in its parameters', { Payload: { step: 'ask', more: [{ task_token: token }] } }],
    ['below a field named so', { token: { first: [token] } }],
  ])('%s is taken out of every text', (_, parameters) => {
    const redaction = redactionFor([scheduled(JSON.stringify(parameters))]);
    expect(redaction.text(`it is ${token}, ${token}.`)).toBe('it is [redacted], [redacted].');
    expect(redaction.json(JSON.stringify({ note: token, [token]: 1 }))).toEqual({
      note: '[redacted]',
      '[redacted]': 1,
    });
  });

  test.each([
    ['of fifteen characters', 'x'.repeat(15), 'x'.repeat(15)],
    ['of sixteen', 'x'.repeat(16), '[redacted]'],
  ])('%s is %s', (_, short, shown) => {
    expect(redactionFor([scheduled(JSON.stringify({ taskToken: short }))]).text(short)).toBe(shown);
  });

  test.each([
    ['another field', JSON.stringify({ note: token, tokens: [token], mytoken: token, count: 7, none: null })],
    ['parameters that were cut off', `{"taskToken":"${token}`],
    ['no parameters', undefined],
    ['no object', JSON.stringify(token)],
  ])('is not found in %s', (_, parameters) => {
    expect(redactionFor([scheduled(parameters)]).text(token)).toBe(token);
  });

  test('is found in any event, and the tokens of other events with it', () => {
    const other = 'another-token-of-20c';
    const redaction = redactionFor([
      { id: 1, timestamp: undefined, type: 'ExecutionStarted' },
      scheduled(JSON.stringify({ taskToken: token })),
      scheduled(JSON.stringify({ taskToken: other })),
    ]);
    expect(redaction.text(`${token} ${other} more`)).toBe('[redacted] [redacted] more');
  });
});

describe('where no task is known', () => {
  test.each([
    ['taskToken', true],
    ['TaskToken', true],
    ['task_token', true],
    ['task-token', true],
    ['token', true],
    ['Token', true],
    ['mytoken', false],
    ['taskTokens', false],
    ['tokenized', false],
    ['task.token', false],
  ])('the field %s is taken for a token: %s', (field, taken) => {
    expect(json(JSON.stringify({ [field]: 'short' }))).toEqual({ [field]: taken ? '[redacted]' : 'short' });
  });

  test.each([
    [159, false],
    [160, true],
    [2048, true],
  ])('text of %d characters without a space is taken for a token: %s', (length, taken) => {
    const shaped = 'aZ9+/_=-'.repeat(256).slice(0, length);
    expect(text(`a ${shaped} b`)).toBe(taken ? 'a [redacted] b' : `a ${shaped} b`);
  });

  test('JSON that was cut off stays text', () => {
    expect(json('{"claimId":"clm_')).toBe('{"claimId":"clm_');
    expect(json('[1,null]')).toEqual([1, null]);
  });
});

function scheduled(parameters: string | undefined): HistoryEvent {
  const details = { resourceType: 'lambda', resource: 'invoke', region: 'eu-central-1', parameters };
  return { id: 2, timestamp: undefined, type: 'TaskScheduled', taskScheduledEventDetails: details };
}
