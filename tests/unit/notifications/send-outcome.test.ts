import { describe, expect, test } from '@jest/globals';
import { outcomeOf, sendOnce } from '../../../functions/notifications/providers/send-outcome.ts';

const deferring = new Set(['SendingPausedException']);

describe('an error of a provider', () => {
  test.each([
    [399, 'Odd', 'unknown'],
    [400, 'MessageRejected', 'refused'],
    [400, 'SendingPausedException', 'deferred'],
    [400, 'ThrottlingException', 'deferred'],
    [400, 'KMSThrottled', 'deferred'],
    [400, 'TooManyRequestsException', 'deferred'],
    [401, 'Unauthorized', 'deferred'],
    [402, 'PaymentRequired', 'refused'],
    [403, 'AccessDenied', 'deferred'],
    [404, 'NotFound', 'refused'],
    [429, 'Busy', 'deferred'],
    [499, 'Odd', 'refused'],
    [500, 'InternalError', 'unknown'],
    [503, 'SendingPausedException', 'unknown'],
    [503, 'ThrottlingException', 'unknown'],
  ])('with the status %d, %s, means that the message is %s', (httpStatusCode, name, kind) => {
    expect(outcomeOf(failure({ name, $metadata: { httpStatusCode } }), deferring)).toEqual({ kind, reason: name });
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'before there was a connection (%s) means that the message is deferred',
    (code) => {
      expect(outcomeOf(failure({ code }), deferring)).toEqual({ kind: 'deferred', reason: 'Error' });
    },
  );

  test.each([
    ['no connection in time', 'deferred', { name: 'TimeoutError', message: 'Could not Establish a connection' }],
    ['no answer in time', 'unknown', { name: 'TimeoutError', message: 'No answer within 8000 ms' }],
    ['a connection that broke', 'unknown', { code: 'ECONNRESET' }],
    ['an error of another name', 'unknown', { name: 'OddError', message: 'did not establish a connection' }],
    ['no credentials', 'deferred', { name: 'CredentialsProviderError' }],
    ['a status that is no number', 'unknown', { $metadata: { httpStatusCode: '403' } }],
    ['no metadata', 'unknown', { $metadata: null }],
  ])('of %s means that the message is %s', (_, kind, error) => {
    expect(outcomeOf(failure(error), deferring)).toMatchObject({ kind });
  });

  test.each([undefined, null, 'broken', 7, { name: 'Busy' }])(
    'that is %j, and no error, leaves it unknown',
    (thrown) => {
      expect(outcomeOf(thrown, deferring)).toEqual({ kind: 'unknown', reason: 'Error' });
    },
  );

  test('is named by its code, and not by a text that could say whose message it was', () => {
    expect(outcomeOf(failure({ name: 'Rejected.by_SES' }), deferring).kind).toBe('unknown');
    for (const name of ['to wang@example.com', 'x'.repeat(101), '', 'Rejected: wang']) {
      expect(outcomeOf(failure({ name }), deferring)).toMatchObject({ reason: 'Error' });
    }
    for (const name of ['Rejected.by_SES', 'x'.repeat(100)]) {
      expect(outcomeOf(failure({ name }), deferring)).toMatchObject({ reason: name });
    }
  });
});

test('a client that sends tries once, and gives up in time', () => {
  expect(sendOnce).toMatchObject({ maxAttempts: 1, requestHandler: { throwOnRequestTimeout: true } });
});

function failure(fields: object): Error {
  return Object.assign(new Error('Failed'), fields);
}
