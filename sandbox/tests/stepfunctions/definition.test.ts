import { describe, expect, test } from '@jest/globals';
import { Rig } from './machine.ts';

const pass = { Type: 'Pass', End: true };
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };

function refusal(states: object, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): string {
  using rig = new Rig({ Ok: pass });
  try {
    rig.add(states, type);
  } catch (error) {
    return error instanceof Error ? `${error.name} ${error.message}` : String(error);
  }
  return 'accepted';
}

describe('a definition is refused by name', () => {
  test.each([
    ['JSONPath', { StartAt: 'A', States: { A: pass }, QueryLanguage: 'JSONPath' }, '/QueryLanguage'],
    ['a field of JSONPath', { A: { ...pass, ResultPath: '$.x' } }, '[ResultPath] at /States/A'],
    ['an unknown field', { A: { ...task, Timeout: 3 } }, '[Timeout] at /States/A'],
    ['no start', { States: { A: pass } }, '/StartAt'],
    ['a start that is not there', { StartAt: 'B', States: { A: pass } }, "Missing 'Next' target: B"],
    ['a dangling Next', { A: { Type: 'Pass', Next: 'B' } }, "Missing 'Next' target: B"],
    ['a dangling Catch', { A: { ...task, Catch: [{ ErrorEquals: ['X'], Next: 'C' }] } }, "Missing 'Next' target: C"],
    ['an unreachable state', { A: pass, B: pass }, 'State "B" is not reachable'],
    ['neither Next nor End', { A: { Type: 'Pass' } }, '[Next, End] at /States/A'],
    ['an unknown type', { A: { Type: 'Activity', End: true } }, '/States/A/Type'],
    ['a distributed Map', distributed(), 'ProcessorConfig/Mode'],
    ['a tolerated failure of an inline Map', { A: { ...map(), ToleratedFailureCount: 1 } }, '[ToleratedFailureCount]'],
    ['an unsupported integration', { A: { ...task, Resource: 'arn:aws:states:::sns:publish' } }, 'sns:publish'],
    ['.sync', { A: { ...task, Resource: 'arn:aws:states:::states:startExecution.sync:2' } }, '.sync:2'],
    [
      'a token for DynamoDB',
      { A: { ...task, Resource: 'arn:aws:states:::dynamodb:getItem.waitForTaskToken' } },
      'getItem',
    ],
    ['a bare function', { A: { ...task, Resource: 'arn:aws:lambda:eu-central-1:1:function:f' } }, 'function:f'],
    ['bad JSONata', { A: { ...pass, Output: { x: '{% 1 + %}' } } }, 'S0207'],
    ['an unqualified name', { A: { ...pass, Output: '{% $exists(claim.id) %}' } }, "'claim'"],
    ['the root document', { A: { ...pass, Output: '{% $$.claim %}' } }, "'$$'"],
    ['a reserved variable', { A: { ...pass, Assign: { states: 1 } } }, 'Invalid variable name: states'],
    ['States.ALL beside others', { A: retrying(['States.ALL', 'X']) }, 'States.ALL must appear alone'],
    ['an unknown States error', { A: retrying(['States.Oops']) }, 'States.Oops'],
    ['a heartbeat above the timeout', { A: { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 } }, 'HeartbeatSeconds'],
    [
      'a Wait for two things',
      { A: { ...pass, Type: 'Wait', Seconds: 1, Timestamp: '2030-01-01T00:00:00Z' } },
      'Timestamp]',
    ],
  ])('%s', (_, states, message) => {
    expect(refusal(states)).toContain('InvalidDefinition Invalid State Machine Definition');
    expect(refusal(states)).toContain(message);
  });

  test('a token in an Express machine', () => {
    expect(refusal({ A: { ...task, Resource: `${task.Resource}.waitForTaskToken` } }, 'EXPRESS')).toContain('Express');
  });

  test('a state name used twice, also in another branch', () => {
    const branch = { StartAt: 'A', States: { A: pass } };
    expect(refusal({ P: { Type: 'Parallel', Branches: [branch, branch], End: true } })).toContain(
      'Duplicate state name: A',
    );
  });

  test('a branch that assigns a variable of the outer scope', () => {
    const branch = { StartAt: 'B', States: { B: { ...pass, Assign: { total: 2 } } } };
    const states = {
      A: { Type: 'Pass', Assign: { total: 1 }, Next: 'P' },
      P: { Type: 'Parallel', Branches: [branch], End: true },
    };
    expect(refusal(states)).toContain('Variable total belongs to an outer scope');
  });

  test('what is no JSON', () => {
    using rig = new Rig({ A: pass });
    const machine = { name: 'x', arn: 'arn:aws:states:eu-central-1:1:stateMachine:x', roleArn: 'r' };
    const add = () => rig.stepFunctions.addStateMachine({ ...machine, type: 'STANDARD', definition: 'no' });
    expect(add).toThrow('INVALID_JSON_DESCRIPTION');
  });
});

test.each(['arn:aws', 'arn:aws-cn', 'arn:aws-us-gov'])(
  'a task may name its resource in the partition %s',
  (partition) => {
    expect(refusal({ A: { ...task, Resource: `${partition}:states:::lambda:invoke` } })).toBe('accepted');
    expect(refusal({ A: { ...task, Resource: `${partition}:states:::aws-sdk:sfn:sendTaskSuccess` } })).toBe('accepted');
  },
);

test('a name inside a step, a filter or a function is no reference to the document', () => {
  const Output = "{% $map($states.input.claims[status = 'OPEN'], function($c) { $c.id }) %}";
  expect(refusal({ A: { ...pass, Output } })).toBe('accepted');
});

function map(): object {
  return { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: pass } }, End: true };
}

function distributed(): object {
  const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'I', States: { I: pass } };
  return { A: { Type: 'Map', ItemProcessor, End: true } };
}

function retrying(ErrorEquals: string[]): object {
  return { ...task, Retry: [{ ErrorEquals }] };
}
