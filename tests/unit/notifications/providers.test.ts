import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, test } from '@jest/globals';
import { sesEmail } from '../../../functions/notifications/providers/email-ses.ts';
import { sendOnce } from '../../../functions/notifications/providers/send-outcome.ts';
import { snsSms } from '../../../functions/notifications/providers/sms-sns.ts';

const email = { messageId: 'msg_1', to: 'a@example.com', subject: '理赔', html: '<p>理赔</p>', text: '理赔' };
const sms = { messageId: 'msg_1', to: '+8613800138000', text: '【Careline】理赔' };

interface HttpRequest {
  readonly path: string;
  readonly body: string | Uint8Array;
}
type Respond = (request: HttpRequest) => { status: number; body: string; headers?: Record<string, string> };

describe('SES', () => {
  test('gets a simple mail in UTF-8 with our configuration set and tag', async () => {
    const requests: HttpRequest[] = [];
    const outcome = await ses((request) => {
      requests.push(request);
      return { status: 200, body: '{"MessageId":"ses-1"}' };
    })(email);
    expect(outcome).toEqual({ kind: 'sent', providerMessageId: 'ses-1' });
    expect(requests[0]?.path).toBe('/v2/email/outbound-emails');
    expect(JSON.parse(bodyOf(requests[0]))).toEqual({
      FromEmailAddress: 'Careline <care@example.com>',
      Destination: { ToAddresses: ['a@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: '理赔', Charset: 'UTF-8' },
          Body: { Html: { Data: '<p>理赔</p>', Charset: 'UTF-8' }, Text: { Data: '理赔', Charset: 'UTF-8' } },
        },
      },
      ConfigurationSetName: 'careline',
      EmailTags: [{ Name: 'messageId', Value: 'msg_1' }],
    });
  });

  test.each([
    [400, 'MessageRejected', 'refused'],
    [400, 'BadRequestException', 'refused'],
    [429, 'TooManyRequestsException', 'deferred'],
    [400, 'LimitExceededException', 'deferred'],
    [400, 'SendingPausedException', 'deferred'],
    [403, 'AccessDeniedException', 'deferred'],
    [403, 'ExpiredTokenException', 'deferred'],
    [500, 'InternalServiceErrorException', 'unknown'],
    [503, 'ServiceUnavailableException', 'unknown'],
  ])('answering %i %s means %s', async (status, code, kind) => {
    let calls = 0;
    const outcome = await ses(() => {
      calls += 1;
      return { status, body: '{"message":"to a@example.com"}', headers: { 'x-amzn-errortype': code } };
    })(email);
    expect(outcome).toEqual({ kind, reason: code });
    expect(calls).toBe(1);
  });
});

describe('SNS', () => {
  test('gets a transactional text message', async () => {
    const requests: HttpRequest[] = [];
    const outcome = await sns((request) => {
      requests.push(request);
      return { status: 200, body: published };
    })(sms);
    expect(outcome).toEqual({ kind: 'sent', providerMessageId: 'sns-1' });
    expect(Object.fromEntries(new URLSearchParams(bodyOf(requests[0])))).toMatchObject({
      Action: 'Publish',
      PhoneNumber: '+8613800138000',
      Message: '【Careline】理赔',
      'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
      'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
    });
  });

  test.each([
    [400, 'InvalidParameter', 'refused'],
    [400, 'OptedOut', 'refused'],
    [429, 'Throttled', 'deferred'],
    [403, 'AuthorizationError', 'deferred'],
    [500, 'InternalError', 'unknown'],
  ])('answering %i %s means %s', async (status, code, kind) => {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error></ErrorResponse>`;
    expect(await sns(() => ({ status, body }))(sms)).toMatchObject({ kind });
  });
});

describe('without an answer', () => {
  test.each([
    ['nothing was sent when there was no connection', { code: 'ECONNREFUSED' }, 'deferred'],
    ['nothing was sent when the name was not resolved', { code: 'ENOTFOUND' }, 'deferred'],
    ['it may have been sent when the connection broke', { code: 'ECONNRESET' }, 'unknown'],
    ['it may have been sent when the time was up', { name: 'TimeoutError' }, 'unknown'],
  ])('%s', async (_, error, kind) => {
    const fail = () => {
      throw Object.assign(new Error('network'), error);
    };
    expect(await ses(fail)(email)).toMatchObject({ kind });
    expect(await sns(fail)(sms)).toMatchObject({ kind });
  });

  test('an answer that cannot be read may have been a yes', async () => {
    expect(await ses(() => ({ status: 200, body: '<html>' }))(email)).toMatchObject({ kind: 'unknown' });
    expect(await ses(() => ({ status: 200, body: '{}' }))(email)).toMatchObject({ kind: 'unknown' });
  });

  test('no connection within its time means that nothing was sent', async () => {
    const error = {
      name: 'TimeoutError',
      message: 'the request socket did not establish a connection with the server',
    };
    const outcome = await ses(() => {
      throw Object.assign(new Error(error.message), { name: error.name });
    })(email);
    expect(outcome).toEqual({ kind: 'deferred', reason: 'TimeoutError' });
  });
});

test('a provider that closes kept connections as the next request comes loses no letter', async () => {
  const server = createServer((request, response) => {
    if (asked.has(request.socket)) return void request.socket.destroy();
    asked.add(request.socket);
    response.end(request.url === '/' ? published : '{"MessageId":"ses-1"}');
  });
  const asked = new WeakSet<object>();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { region, credentials } = local(() => ({ status: 500, body: '' }));
  const client = { ...sendOnce, region, credentials, endpoint };
  const sendEmail = sesEmail(settings, new SESv2Client(client));
  const sendSms = snsSms(new SNSClient(client));
  try {
    for (const _ of [1, 2]) {
      expect(await sendEmail(email)).toMatchObject({ kind: 'sent' });
      expect(await sendSms(sms)).toMatchObject({ kind: 'sent' });
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

const published =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>sns-1</MessageId></PublishResult></PublishResponse>';

const settings = { sender: 'Careline <care@example.com>', configurationSet: 'careline' };

function ses(respond: Respond) {
  return sesEmail(settings, new SESv2Client({ ...sendOnce, ...local(respond) }));
}

function sns(respond: Respond) {
  return snsSms(new SNSClient({ ...sendOnce, ...local(respond) }));
}

/** The SDK's own client, whose requests end in this process. */
function local(respond: Respond) {
  return {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async (request: HttpRequest) => {
        const { status, body, headers = {} } = respond(request);
        return { response: { statusCode: status, headers, body: Buffer.from(body) } };
      },
    },
  };
}

function bodyOf(request: HttpRequest | undefined): string {
  const body = request?.body ?? '';
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
