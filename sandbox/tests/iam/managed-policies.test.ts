import { expect, test } from '@jest/globals';
import { evaluate } from '../../iam/evaluation.ts';
import { managedPolicy } from '../../iam/managed-policies.ts';
import { statementsOf } from '../../iam/policy-statement.ts';

test.each(['aws', 'aws-cn'])('the basic role of a function in %s may write its logs, and nothing else', (partition) => {
  const arn = `arn:${partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`;
  const statements = statementsOf(managedPolicy(arn, 'worker'));
  const may = (action: string) => {
    const resource = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/worker';
    return evaluate({ principal: 'worker', action, resource, context: {} }, statements, []).allowed;
  };
  expect(may('logs:PutLogEvents')).toBe(true);
  expect(may('logs:DeleteLogGroup')).toBe(false);
});
