import { gunzipSync } from 'node:zlib';
import { expect, jest, test } from '@jest/globals';
import { testFunction } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** What CDK writes for `SubscriptionFilter` with `LambdaDestination`. */
const resources = (pattern: string, permission: object = {}) => ({
  Talker: testFunction('talker', { LoggingConfig: { LogGroup: { Ref: 'Group' } } }),
  Silent: testFunction('silent'),
  Keeper: testFunction('keeper'),
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop/talker' } },
  Filter: {
    Type: 'AWS::Logs::SubscriptionFilter',
    Properties: { LogGroupName: { Ref: 'Group' }, FilterPattern: pattern, DestinationArn: arnOf('Keeper') },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf('Keeper'),
      Principal: 'logs.amazonaws.com',
      SourceArn: arnOf('Group'),
      ...permission,
    },
  },
});
const says = 'export const handler = async ({ say }) => { for (const line of say) console.log(line); };';
const keeps = 'export const handler = async ({ awslogs }) => console.log(awslogs.data);';
const bundles = { talker: says, silent: says, keeper: keeps };

async function say(sandbox: Awaited<ReturnType<typeof runSandbox>>, FunctionName: string, ...lines: string[]) {
  const input = { FunctionName, Payload: JSON.stringify({ say: lines }) };
  await sandbox.services.call({
    caller: { kind: 'outside', name: 'test' },
    service: 'lambda',
    action: 'Invoke',
    input,
  });
  await sandbox.clock.idle();
}

test('a line that the filter of a log group lets through goes to its function, as CloudWatch Logs packs it', async () => {
  await using sandbox = await runSandbox(resources('"shop.sale"'), bundles);
  await say(sandbox, 'talker', 'shop.sale of a pear', 'nothing', 'a shop.sale');
  await say(sandbox, 'silent', 'shop.sale elsewhere');
  const kept = sandbox
    .logs('keeper')
    .map(({ message }) => JSON.parse(String(gunzipSync(Buffer.from(message, 'base64')))));
  expect(kept.flatMap(({ logEvents }) => logEvents.map((event: { message: string }) => event.message))).toEqual([
    'shop.sale of a pear',
    'a shop.sale',
  ]);
  expect(kept[0]).toMatchObject({ messageType: 'DATA_MESSAGE', logGroup: '/shop/talker', owner: '000000000000' });
});

test('it needs the function’s permission for that log group', async () => {
  await using sandbox = await runSandbox(
    resources('"shop.sale"', { SourceArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/shop/another:*' }),
    bundles,
  );
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await say(sandbox, 'talker', 'shop.sale');
  expect(String(told.mock.calls)).toContain('AccessDenied');
  told.mockRestore();
  expect(sandbox.logs('keeper')).toEqual([]);
});

test('a filter of another kind than plain terms, and a destination that is no function, are refused by name', async () => {
  await expect(runSandbox(resources('{ $.a = "b" }'), bundles)).rejects.toThrow('subscription filter { $.a = "b" }');
  const stream = resources('a');
  Object.assign(stream.Filter.Properties, { DestinationArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' });
  await expect(runSandbox(stream, bundles)).rejects.toThrow('log destination arn:aws:kinesis');
});
