import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import type { HttpRequest, Protocol } from './protocol.ts';
import { queryErrorCode } from './sqs-query.ts';

/** AWS JSON 1.0 and 1.1: the action in `X-Amz-Target`. */
export const jsonProtocol: Protocol = {
  decode: ({ headers, body }, service) => {
    const [prefix = '', action = ''] = (headers['x-amz-target'] ?? '').split(/\.(?=[^.]*$)/);
    return { service: servicesByTarget[prefix] ?? service, action, input: parseJson(body) };
  },
  encode: (output) => ({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(output),
  }),
  encodeError: ({ code, message, statusCode, details }, _, service) => ({
    status: statusCode,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-errortype': code,
      // For clients that know the codes of the Query protocol, which SQS had before.
      ...(service === 'sqs' && {
        'x-amzn-query-error': `${queryErrorCode(code)};${statusCode < 500 ? 'Sender' : 'Receiver'}`,
      }),
    },
    body: JSON.stringify({ __type: code, message, ...details }),
  }),
};

/** A body of JSON; an empty one is an empty object. */
export function parseJson(body: HttpRequest['body']): Input {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', error instanceof Error ? error.message : String(error));
  }
}

/** Prefixes of `X-Amz-Target`, by the IAM prefix of the service. */
const servicesByTarget: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AWSStepFunctions: 'states',
  DynamoDB_20120810: 'dynamodb',
  Logs_20140328: 'logs',
  secretsmanager: 'secretsmanager',
};
