import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, test } from '@jest/globals';
import { testFunction } from './support/assembly.ts';
import { clientOf, runSandbox } from './support/running-sandbox.ts';

const steps = `export const handler = async ({ step, by }) => {
  if (step === 'double') return { value: 2 * by };
  throw Object.assign(new Error('the policy has lapsed'), { name: 'not-covered' });
};`;

const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Double',
  States: {
    Double: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'steps', Payload: { step: 'double', by: '{% $states.input.by %}' } },
      Output: '{% $states.result.Payload %}',
      Next: 'Check',
    },
    Check: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'steps', Payload: { step: 'check' } },
      Catch: [
        {
          ErrorEquals: ['not-covered'],
          Output: '{% {"doubled": $states.input.value, "cause": $parse($states.errorOutput.Cause).errorMessage} %}',
          Next: 'Done',
        },
      ],
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};

describe('a workflow', () => {
  test('calls functions, and catches their errors by name', async () => {
    await using sandbox = await runSandbox(
      {
        Steps: testFunction('steps'),
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineName: 'claims',
            RoleArn: 'arn:aws:iam::000000000000:role/claims',
            DefinitionString: JSON.stringify(definition),
          },
        },
      },
      { steps },
    );
    const client = new SFNClient(clientOf(sandbox));
    const { executionArn } = await client.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:claims',
        input: '{"by":21}',
      }),
    );
    await sandbox.clock.idle();
    const { status, output } = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect([status, JSON.parse(output ?? '')]).toEqual(['SUCCEEDED', { doubled: 42, cause: 'the policy has lapsed' }]);
  });
});
