import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const MB = 1024 * 1024;
let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox({
    Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'shop.example' } },
    Sender: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'send',
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'ses:SendEmail',
                  Resource: 'arn:aws:ses:us-east-1:000000000000:identity/permitted.example',
                },
              ],
            },
          },
        ],
      },
    },
  });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

describe('an email', () => {
  const send = (changes: Partial<SendEmailCommandInput> = {}) =>
    new SESv2Client(clientOf(sandbox)).send(
      new SendEmailCommand({
        FromEmailAddress: 'service@shop.example',
        Destination: { ToAddresses: ['li@example.com'] },
        Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
        ...changes,
      }),
    );
  const bad = (message: string) => ({ name: 'BadRequestException', message });
  const addresses = (count: number, of: string) => Array.from({ length: count }, (_, i) => `${of}${i}@example.com`);

  test('goes to 50 recipients at most, of all kinds together', async () => {
    const to = (count: number) => ({
      Destination: {
        ToAddresses: addresses(20, 'to'),
        CcAddresses: addresses(20, 'cc'),
        BccAddresses: addresses(count, 'bcc'),
      },
    });
    await send(to(10));
    expect(sandbox.messages()).toHaveLength(50);
    await expect(send(to(11))).rejects.toMatchObject(bad('Recipient count exceeds 50.'));
  });

  test('has 40 MB at most, in base64', async () => {
    const body = (bytes: number) => ({
      Content: { Simple: { Subject: { Data: 's' }, Body: { Html: { Data: 'x'.repeat(bytes) } } } },
    });
    await send(body(30 * MB - 12));
    await expect(send(body(30 * MB))).rejects.toMatchObject(
      bad("Message length is more than 41943040 bytes long: '41943044'."),
    );
  });

  test.each([
    ['nobody', "Missing final '@domain'"],
    ['nobody@', 'Missing domain'],
    ['no body@example.com', 'Local address contains control or whitespace'],
    ['王小明@example.com', 'Local address contains control or whitespace'],
    ['li@exam ple.com', 'Domain contains control or whitespace'],
    ['li@保险.example', 'Domain contains control or whitespace'],
    ['"Li" <li>', "Missing final '@domain'"],
    [
      `${'x'.repeat(310)}@example.com`,
      `Address length is more than 320 characters long: '${'x'.repeat(310)}@example.com'.`,
    ],
  ])('to %s is refused', async (address, message) => {
    await expect(send({ Destination: { ToAddresses: [address] } })).rejects.toMatchObject(bad(message));
    expect(sandbox.messages()).toEqual([]);
  });

  test('may carry any name beside its address', async () => {
    await send({
      FromEmailAddress: '"理赔 Shop" <service@shop.example>',
      Destination: { ToAddresses: ['王小明 <li@example.com>'] },
    });
    expect(sandbox.messages()).toHaveLength(1);
  });

  test('comes from a verified address or domain, or below it', async () => {
    for (const FromEmailAddress of ['a@shop.example', 'a@mail.shop.example', 'A <a@permitted.example>'])
      await send({ FromEmailAddress });
    for (const FromEmailAddress of ['a@example.com', 'a@notshop.example'])
      await expect(send({ FromEmailAddress })).rejects.toMatchObject({
        name: 'MessageRejected',
        message: `Email address is not verified. The following identities failed the check in region US-EAST-1: ${FromEmailAddress}`,
      });
  });

  test('names a configuration set that is there, or none', async () => {
    await expect(send({ ConfigurationSetName: 'absent' })).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Configuration set <absent> does not exist.',
    });
  });
});

describe('a text', () => {
  const send = (Message: string, PhoneNumber = '+8613800138000') =>
    new SNSClient(clientOf(sandbox)).send(new PublishCommand({ PhoneNumber, Message }));

  test('has 1,600 characters at most', async () => {
    await send('理'.repeat(1600));
    const error = { name: 'InvalidParameterException' };
    await expect(send('x'.repeat(1601))).rejects.toMatchObject({
      ...error,
      message: 'Invalid parameter: Message too long',
    });
    await expect(send('')).rejects.toMatchObject({ ...error, message: 'Invalid parameter: Empty message' });
  });

  test.each(['13800138000', '+1234567890123456', '+0123456', 'li', '+86 138'])('to %s is refused', async (number) => {
    await expect(send('x', number)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter: PhoneNumber Reason: ${number} is not valid to publish to`,
    });
  });

  test.each([
    ['x'.repeat(160), 1],
    ['x'.repeat(161), 2],
    ['x'.repeat(306), 2],
    ['x'.repeat(307), 3],
    ['€'.repeat(80), 1],
    // An escaped character does not fit where one septet is left: 76 of them a part, not 76.5.
    ['€'.repeat(153), 3],
    ['理'.repeat(70), 1],
    ['理'.repeat(71), 2],
    ['理'.repeat(134), 2],
    ['理'.repeat(135), 3],
    // Nor does a rare Chinese character, which is two units of UCS-2: 33 of them a part.
    ['𠮷'.repeat(35), 1],
    ['𠮷'.repeat(67), 3],
  ])('is billed in parts (case %#)', async (text, parts) => {
    await send(text);
    expect(sandbox.messages()).toMatchObject([{ text, parts }]);
    const page = await fetch(`${sandbox.url}/_sandbox/messages`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain(`${parts} ${parts === 1 ? 'part' : 'parts'} · <span lang="zh-CN">${parts} 条`);
  });
});
