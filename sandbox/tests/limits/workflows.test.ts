import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const KB = 1024;
let sandbox: Sandbox & AsyncDisposable;
let client: SFNClient;

const definitions = {
  echo: { Pass: { Type: 'Pass', End: true } },
  growing: { Grow: { Type: 'Pass', Output: "{% $states.input & $pad('', 1000, 'x') %}", End: true } },
  endless: { Turn: { Type: 'Pass', Next: 'Turn' } },
};
const arnOf = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

beforeAll(async () => {
  const machines = Object.entries(definitions).map(([name, States]) => [
    name,
    {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: name,
        RoleArn: 'arn:aws:iam::000000000000:role/workflow',
        DefinitionString: JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States }),
      },
    },
  ]);
  sandbox = await runSandbox(Object.fromEntries(machines));
  client = new SFNClient(clientOf(sandbox));
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const start = (machine: keyof typeof definitions, input?: string, name?: string) =>
  client.send(new StartExecutionCommand({ stateMachineArn: arnOf(machine), name, input }));
const invalid = (text: string) => ({
  name: 'ValidationException',
  message: `1 validation error detected: ${text}`,
});
const tooLarge = (field: string) =>
  invalid(
    `Value at '${field}' failed to satisfy constraint: Member must have size less than or equal to 262144 bytes in UTF-8 encoding`,
  );

describe('an execution', () => {
  test('takes 256 KiB of input, in UTF-8', async () => {
    await start('echo', `"${'x'.repeat(256 * KB - 2)}"`);
    await expect(start('echo', `"${'x'.repeat(256 * KB - 1)}"`)).rejects.toMatchObject(tooLarge('input'));
    await expect(start('echo', `"${'保'.repeat(88_000)}"`)).rejects.toMatchObject(tooLarge('input'));
  });

  test('fails when a state makes more of it', async () => {
    const { executionArn } = await start('growing', `"${'x'.repeat(256 * KB - 100)}"`);
    await sandbox.clock.idle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause: "The state/task 'Grow' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });

  test('is called by 1 to 80 characters', async () => {
    await start('echo', '{}', 'x'.repeat(80));
    await expect(start('echo', '{}', 'x'.repeat(81))).rejects.toMatchObject(
      invalid(
        `Value '${'x'.repeat(81)}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80`,
      ),
    );
    await expect(start('echo', '{}', '')).rejects.toMatchObject(
      invalid("Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    );
    await expect(start('echo', '{}', 'claim/1')).rejects.toMatchObject({
      name: 'InvalidName',
      message: "Invalid Name: 'claim/1'",
    });
  });

  test('ends with its 25,000th event', async () => {
    const { executionArn } = await start('endless');
    await sandbox.clock.idle();
    const { events } = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
    );
    expect(events).toMatchObject([
      {
        id: 25_000,
        type: 'ExecutionFailed',
        executionFailedEventDetails: {
          error: 'States.Runtime',
          cause: 'The execution reached the maximum number of history events (25000).',
        },
      },
    ]);
  });
});

describe('the answer to a task', () => {
  const succeed = (taskToken: string, output: string) => client.send(new SendTaskSuccessCommand({ taskToken, output }));
  const fail = (error: string, cause: string) =>
    client.send(new SendTaskFailureCommand({ taskToken: 'unknown', error, cause }));
  const unknown = { name: 'InvalidToken', message: "Invalid Token: 'Invalid token'" };

  test('takes 256 KiB of output and a token of 2048 characters', async () => {
    await expect(succeed('x'.repeat(2048), `"${'x'.repeat(256 * KB - 2)}"`)).rejects.toMatchObject(unknown);
    await expect(succeed('x', `"${'x'.repeat(256 * KB - 1)}"`)).rejects.toMatchObject(tooLarge('output'));
    await expect(succeed('x'.repeat(2049), '{}')).rejects.toMatchObject(
      invalid(
        `Value '${'x'.repeat(2049)}' at 'taskToken' failed to satisfy constraint: Member must have length less than or equal to 2048`,
      ),
    );
  });

  test('takes an error of 256 and a cause of 32,768 characters', async () => {
    const length = (field: string, most: number) =>
      invalid(
        `Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
      );
    await expect(fail('x'.repeat(256), 'x'.repeat(32_768))).rejects.toMatchObject(unknown);
    await expect(fail('x'.repeat(257), 'x')).rejects.toMatchObject(length('error', 256));
    await expect(fail('x', 'x'.repeat(32_769))).rejects.toMatchObject(length('cause', 32_768));
  });
});
