import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { testFunction } from './support/assembly.ts';
import { runSandbox } from './support/running-sandbox.ts';

const arn = (rest: string) => `arn:aws:states:us-east-1:000000000000:${rest}`;
const definition = (States: object) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States });
const machine = (StateMachineName: string, States: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName,
    RoleArn: `arn:aws:iam::000000000000:role/${StateMachineName}`,
    DefinitionString: definition(States),
  },
});

let sandbox: Sandbox & AsyncDisposable;
beforeAll(async () => {
  sandbox = await runSandbox(
    {
      Claims: machine('claims', { Rest: { Type: 'Wait', Seconds: 3600, Next: 'Broken' }, Broken: { Type: 'Fail' } }),
      Other: machine('other', { Broken: { Type: 'Fail', Error: 'Other' } }),
      Watcher: testFunction('watcher'),
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: {
            source: ['aws.states'],
            'detail-type': ['Step Functions Execution Status Change'],
            detail: { stateMachineArn: [{ Ref: 'Claims' }], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
          },
          Targets: [{ Id: 'Watcher', Arn: { 'Fn::GetAtt': ['Watcher', 'Arn'] } }],
        },
      },
    },
    { watcher: 'export const handler = async (event) => console.log(JSON.stringify(event));' },
  );
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

let before = 0;
beforeEach(async () => {
  await sandbox.reset();
  before = sandbox.logs('watcher').length;
});

const watched = () =>
  sandbox
    .logs('watcher')
    .slice(before)
    .map(({ message }) => JSON.parse(message));

async function start(name: string, stateMachine = 'claims') {
  const stateMachineArn = arn(`stateMachine:${stateMachine}`);
  await sandbox.stepFunctions.call('StartExecution', { stateMachineArn, name });
  await sandbox.clock.idle();
}

describe('a rule on the status of executions', () => {
  test('takes the events of its machine and its statuses to a function', async () => {
    await start('claim-1');
    await start('any', 'other');
    expect(watched()).toEqual([]);
    await sandbox.clock.advance(3_600_000);
    const executionArn = arn('execution:claims:claim-1');
    expect(watched()).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'Step Functions Execution Status Change',
        source: 'aws.states',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'us-east-1',
        resources: [executionArn],
        detail: expect.objectContaining({ executionArn, name: 'claim-1', status: 'FAILED', input: '{}' }),
      },
    ]);
  });

  test('sees an execution stopped from outside', async () => {
    await start('claim-2');
    const call = { executionArn: arn('execution:claims:claim-2'), error: 'Stopped' };
    await sandbox.stepFunctions.call('StopExecution', call);
    await sandbox.clock.idle();
    expect(watched()).toMatchObject([{ detail: { status: 'ABORTED', error: 'Stopped' } }]);
  });

  test('misses an event that gets lost', async () => {
    await start('claim-3');
    sandbox.faults.add(sandbox.faults.input.parse({ kind: 'lose', service: 'states', count: 1 }));
    await sandbox.clock.advance(3_600_000);
    expect(watched()).toEqual([]);
    expect(sandbox.faults.list()).toMatchObject([{ kind: 'lose', seen: 1, fired: 1 }]);
    await start('claim-4');
    await sandbox.clock.advance(3_600_000);
    expect(watched()).toMatchObject([{ detail: { name: 'claim-4' } }]);
  });
});
