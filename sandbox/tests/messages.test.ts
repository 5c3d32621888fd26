import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pagePolicy } from '../http/page-policy.ts';
import type { Sandbox } from '../sandbox.ts';
import { testFunction } from './support/assembly.ts';
import { clientOf, runSandbox } from './support/running-sandbox.ts';

let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox(
    {
      Feedback: testFunction('feedback'),
      Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'shop.example' } },
      Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'service' } },
      Destination: {
        Type: 'AWS::SES::ConfigurationSetEventDestination',
        Properties: {
          ConfigurationSetName: { Ref: 'Set' },
          EventDestination: {
            Enabled: true,
            MatchingEventTypes: ['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT'],
            EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' },
          },
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': ['service'] } } } },
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Feedback', 'Arn'] } }],
        },
      },
    },
    { feedback: 'export const handler = async (event) => { console.log(JSON.stringify(event)); };' },
  );
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

function email(to: string, set: string | undefined = 'service') {
  return new SESv2Client(clientOf(sandbox)).send(
    new SendEmailCommand({
      FromEmailAddress: 'service@shop.example',
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: '理赔 <已受理>' },
          Body: { Text: { Data: 'text' }, Html: { Data: '<p onclick="x()">html</p>' } },
        },
      },
      EmailTags: [{ Name: 'messageId', Value: 'msg_1' }],
      ConfigurationSetName: set,
    }),
  );
}

/** The feedback on mails since `from` lines. */
async function feedback(from: number) {
  await sandbox.clock.advance(10_000);
  return sandbox
    .logs('feedback')
    .slice(from)
    .map(({ message }) => JSON.parse(message));
}

describe('an email', () => {
  test('lands in the outbox as its recipient sees it', async () => {
    const { MessageId } = await email('li@example.com');
    expect(sandbox.messages()).toEqual([
      {
        id: MessageId,
        channel: 'email',
        to: 'li@example.com',
        from: 'service@shop.example',
        subject: '理赔 <已受理>',
        text: 'text',
        html: '<p onclick="x()">html</p>',
        sentAt: expect.stringMatching(/Z$/),
        tags: { messageId: 'msg_1' },
      },
    ]);
  });

  test('is followed by its events on the default bus', async () => {
    const from = sandbox.logs('feedback').length;
    const { MessageId } = await email('li@example.com');
    const events = await feedback(from);
    expect(events.map((event) => [event['detail-type'], event.detail.eventType])).toEqual([
      ['Email Sent', 'Send'],
      ['Email Delivered', 'Delivery'],
    ]);
    expect(events[1].detail).toMatchObject({
      mail: { messageId: MessageId, destination: ['li@example.com'], tags: { messageId: ['msg_1'] } },
      delivery: { recipients: ['li@example.com'] },
    });
  });

  test('to the mailbox simulator bounces or is complained about', async () => {
    const from = sandbox.logs('feedback').length;
    await email('bounce+1@simulator.amazonses.com');
    await email('complaint@simulator.amazonses.com');
    const types = (await feedback(from)).map(({ detail }) => detail.eventType);
    expect(types.sort()).toEqual(['Bounce', 'Complaint', 'Delivery', 'Send', 'Send']);
  });

  test('of a configuration set that is not there, or to nobody, is refused', async () => {
    await expect(email('li@example.com', 'absent')).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(sandbox.messages()).toEqual([]);
  });
});

describe('a text', () => {
  const publish = (input: PublishCommandInput) => new SNSClient(clientOf(sandbox)).send(new PublishCommand(input));

  test('lands in the outbox', async () => {
    const { MessageId } = await publish({
      PhoneNumber: '+8613800138000',
      Message: '您的理赔已受理 & 100% <ok>',
      MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Shop' } },
    });
    expect(sandbox.messages()).toMatchObject([
      { id: MessageId, channel: 'sms', to: '+8613800138000', from: 'Shop', text: '您的理赔已受理 & 100% <ok>' },
    ]);
  });

  test('to what is no number, or to a topic, is refused', async () => {
    await expect(publish({ PhoneNumber: '13800138000', Message: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('13800138000 is not valid'),
    });
    await expect(publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('NotImplemented: sns:Publish to a topic'),
    });
  });
});

describe('the messages of the sandbox', () => {
  const get = (accept: string) => fetch(`${sandbox.url}/_sandbox/messages`, { headers: { accept } });

  test('are listed newest first', async () => {
    await email('first@example.com');
    await email('second@example.com');
    const { items } = (await (await get('application/json')).json()) as { items: { to: string }[] };
    expect(items.map(({ to }) => to)).toEqual(['second@example.com', 'first@example.com']);
  });

  test('are shown on a page that runs nothing of them', async () => {
    expect(await (await get('text/html')).text()).toContain('暂无邮件');
    await email('li@example.com');
    const page = await get('text/html');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toBe(pagePolicy(html));
    expect(html).toContain('理赔 &#60;已受理&#62;');
    expect(html).toContain('<iframe sandbox=""');
    expect(html).not.toContain('<p onclick');
  });
});
