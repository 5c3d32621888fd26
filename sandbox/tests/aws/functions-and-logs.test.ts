import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { testFunction } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

let sandbox: Sandbox & AsyncDisposable;
let lambda: LambdaClient;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  const secret = (Name: string) => ({ Type: 'AWS::SecretsManager::Secret', Properties: { Name } });
  sandbox = await runSandbox(
    {
      Talker: testFunction('talker', { LoggingConfig: { LogGroup: { Ref: 'Group' } } }),
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop/talker' } },
      One: secret('one'),
      Two: secret('two'),
    },
    {
      talker: `export const handler = async ({ say = [], fail }) => {
        for (const line of say) console.log(line);
        if (fail) throw new Error(fail);
        return { said: say.length, group: process.env.AWS_LAMBDA_LOG_GROUP_NAME };
      };`,
    },
  );
  lambda = new LambdaClient(clientOf(sandbox));
  logs = new CloudWatchLogsClient(clientOf(sandbox));
});
afterAll(async () => {
  lambda.destroy();
  logs.destroy();
  await sandbox[Symbol.asyncDispose]();
});

const invoke = (payload: unknown, more: object = {}) =>
  lambda.send(new InvokeCommand({ FunctionName: 'talker', Payload: JSON.stringify(payload), ...more }));

describe('a function', () => {
  test('is invoked, and its answer or its error comes back', async () => {
    const answer = await invoke({ say: ['hello'] });
    expect([answer.StatusCode, answer.ExecutedVersion, answer.Payload?.transformToString()]).toEqual([
      200,
      '$LATEST',
      '{"said":1,"group":"/shop/talker"}',
    ]);
    const failed = await invoke({ fail: 'cannot' });
    expect(failed.FunctionError).toBe('Unhandled');
    expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({ errorMessage: 'cannot' });
  });

  test('is invoked for later, with an answer at once', async () => {
    const answer = await invoke({ say: ['for later'] }, { InvocationType: 'Event' });
    expect(answer.StatusCode).toBe(202);
    await sandbox.clock.idle();
    expect(sandbox.logs('talker').some(({ message }) => message.includes('for later'))).toBe(true);
  });

  test('is not invoked with what is no JSON, nor if it is not there', async () => {
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'talker', Payload: 'no' }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    });
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'absent' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('is described, and listed page by page', async () => {
    const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'talker' }));
    expect(configuration).toMatchObject({ FunctionName: 'talker', Timeout: 10, Handler: 'index.handler' });
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: configuration.FunctionArn }));
    expect(Configuration).toMatchObject({ FunctionName: 'talker', LoggingConfig: { LogGroup: '/shop/talker' } });
    const first = await lambda.send(new ListFunctionsCommand({ MaxItems: 1 }));
    const second = await lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    const all = [...(first.Functions ?? []), ...(second.Functions ?? [])];
    expect(all.map(({ FunctionName }) => FunctionName)).toEqual(['nothing', 'talker']);
  });
});

describe('the lines of a function', () => {
  const filter = (more: Partial<FilterLogEventsCommandInput> = {}) =>
    logs.send(new FilterLogEventsCommand({ logGroupName: '/shop/talker', ...more }));

  test('are in the group that its template names, found by terms and times, page by page', async () => {
    await sandbox.clock.advance(1000);
    const startTime = Math.floor(sandbox.clock.now());
    await invoke({ say: ['claim one paid', 'claim two denied', 'claim three paid'] });
    const messages = async (filterPattern: string) =>
      (await filter({ startTime, filterPattern })).events?.map(({ message }) => message?.match(/claim (\w+)/)?.[1]);
    expect(await messages('claim paid')).toEqual(['one', 'three']);
    expect(await messages('claim -paid')).toEqual(['two']);
    expect(await messages('?one ?two')).toEqual(['one', 'two']);
    expect(await messages('"two denied"')).toEqual(['two']);
    const first = await filter({ startTime, limit: 2 });
    const second = await filter({ startTime, limit: 2, nextToken: first.nextToken });
    expect([first.events?.length, second.events?.length, second.nextToken]).toEqual([2, 1, undefined]);
    await expect(filter({ filterPattern: '{ $.level = "ERROR" }' })).rejects.toThrow('with the filterPattern');
    await expect(filter({ logGroupName: '/aws/lambda/absent' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('are in one stream, which is read from either end', async () => {
    await invoke({ say: ['first', 'second', 'last'] });
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/shop' }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/shop/talker']);
    const logGroupName = '/shop/talker';
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    expect(logStreams).toHaveLength(1);
    const logStreamName = logStreams?.[0]?.logStreamName;
    const read = (more: object) => logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...more }));
    const end = await read({ limit: 1 });
    expect(end.events?.[0]?.message).toContain('last');
    const before = await read({ limit: 1, nextToken: end.nextBackwardToken });
    expect(before.events?.[0]?.message).toContain('second');
    const behind = await read({ nextToken: end.nextForwardToken });
    expect([behind.events, behind.nextForwardToken]).toEqual([[], end.nextForwardToken]);
  });
});

test('secrets are listed and read', async () => {
  const secrets = new SecretsManagerClient(clientOf(sandbox));
  const first = await secrets.send(new ListSecretsCommand({ MaxResults: 1 }));
  const second = await secrets.send(new ListSecretsCommand({ NextToken: first.NextToken }));
  expect([first, second].map(({ SecretList }) => SecretList?.map(({ Name }) => Name))).toEqual([['one'], ['two']]);
  const value = await secrets.send(new GetSecretValueCommand({ SecretId: 'one', VersionStage: 'AWSCURRENT' }));
  expect(value.SecretString).toHaveLength(32);
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'one', VersionStage: 'x' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a client from outside is the account itself', async () => {
  const { Account, Arn } = await new STSClient(clientOf(sandbox)).send(new GetCallerIdentityCommand({}));
  expect([Account, Arn]).toEqual(['000000000000', 'arn:aws:iam::000000000000:root']);
});
