import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { DomainError } from '../../../functions/platform/problems.ts';
import { Conflict } from '../../../functions/platform/record/conflict.ts';
import { MayPass, mayPass } from '../../../functions/platform/record/may-pass.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('it failed'), { name, ...more });
const answered = (name: string, httpStatusCode: number) => named(name, { $metadata: { httpStatusCode } });

test.each([
  answered('ThrottlingException', 400),
  answered('ProvisionedThroughputExceededException', 400),
  answered('TransactionInProgressException', 400),
  answered('TooManyRequests', 429),
  answered('InternalServerError', 500),
  answered('ServiceUnavailable', 503),
  answered('UnknownError', 599),
  named('TimeoutError'),
  named('Error', { code: 'ECONNRESET' }),
  named('Error', { code: 'ENOTFOUND' }),
  new TypeError('fetch failed', { cause: named('Error', { code: 'ECONNREFUSED' }) }),
  answered('AccessDeniedException', 400),
  answered('AccessDenied', 403),
  answered('ExpiredTokenException', 400),
  named('CredentialsProviderError'),
  answered('StateMachineDoesNotExist', 400),
  answered('ResourceNotFoundException', 400),
  answered('ExecutionLimitExceeded', 400),
  answered('KmsThrottlingException', 400),
  answered('KMSDisabledException', 400),
  named('InternalFailure'),
  new Conflict(undefined),
  new MayPass('the provider is busy'),
])('%s may pass', (error) => {
  expect(mayPass(error)).toBe(true);
});

test.each([
  new TypeError("Cannot read properties of undefined (reading 'sub')"),
  new SyntaxError('Unexpected token'),
  new RangeError('Invalid time value'),
  new Error('No state machine is known for claim-lifecycle'),
  z.string().safeParse(1).error,
  new DomainError('illegal-state', { en: 'The message is SENT', 'zh-CN': '消息已发送' }),
  answered('ValidationException', 400),
  answered('InvalidExecutionInput', 400),
  answered('InvalidName', 400),
  answered('InvalidOutput', 400),
  answered('InvalidArn', 400),
  answered('RequestTooLong', 413),
  'a text',
  undefined,
])('%s will not', (error) => {
  expect(mayPass(error)).toBe(false);
});
