import { describe, expect, test } from '@jest/globals';
import { stageTokens } from '../../functions/platform/http/tokens.ts';
import { routes } from '../../functions/routes.ts';
import { configuredTokens } from '../../infra/config.ts';
import { functions } from '../../infra/functions.ts';
import { referred, resources, synthesized } from './synthesized.ts';

const { stateless } = await synthesized('prod');
const lambdas = resources(stateless, 'AWS::Lambda::Function');
const roles = resources(stateless, 'AWS::IAM::Role');
const policies = resources(stateless, 'AWS::IAM::Policy');
const logGroups = resources(stateless, 'AWS::Logs::LogGroup');

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

test('every function of the product is deployed once, and nothing else is', () => {
  const names = lambdas.map(({ Properties }) => Properties.FunctionName);
  expect(names.sort()).toEqual(
    Object.keys(functions)
      .map((name) => `careline-prod-${name}`)
      .sort(),
  );
});

describe.each(lambdas.map(({ Properties }) => [String(Properties.FunctionName), Properties] as const))(
  '%s',
  (name, lambda) => {
    test('runs Node 24 on arm64, traced, with a timeout and memory of its own', () => {
      const spec = functions[name.replace('careline-prod-', '') as keyof typeof functions];
      expect(lambda).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        Timeout: spec.timeout,
        MemorySize: spec.memory,
      });
    });

    test('has a role that no other function has, and no managed policy', () => {
      const role = referred(lambda.Role);
      expect(lambdas.filter(({ Properties }) => referred(Properties.Role) === role)).toHaveLength(1);
      expect(roles.find(({ logicalId }) => logicalId === role)?.Properties).not.toHaveProperty('ManagedPolicyArns');
    });

    test('writes JSON to its own log group, which is encrypted and forgets', () => {
      expect(lambda.LoggingConfig).toMatchObject({ LogFormat: 'JSON' });
      const { LogGroup } = lambda.LoggingConfig as { LogGroup: unknown };
      const logGroup = logGroups.find(({ logicalId }) => logicalId === referred(LogGroup));
      expect(logGroup?.Properties).toMatchObject({
        LogGroupName: `/aws/lambda/${name}`,
        RetentionInDays: 365,
        KmsKeyId: expect.anything(),
      });
    });

    test('may write to no other log group', () => {
      const { LogGroup } = lambda.LoggingConfig as { LogGroup: unknown };
      const written = statementsOf(lambda.Role).filter(({ Action }) => [Action].flat().includes('logs:PutLogEvents'));
      expect(written.map(({ Resource }) => referred(Resource))).toEqual([referred(LogGroup)]);
    });
  },
);

test('no policy allows an action by a wildcard', () => {
  const actions = policies
    .flatMap(({ Properties }) => statements(Properties.PolicyDocument))
    .flatMap(({ Action }) => Action);
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => action.includes('*'))).toEqual([]);
});

test('no function scans the record or deletes from it', () => {
  const actions = policies
    .flatMap(({ Properties }) => statements(Properties.PolicyDocument))
    .flatMap(({ Action }) => Action);
  expect(actions).not.toContain('dynamodb:Scan');
  expect(actions).not.toContain('dynamodb:DeleteItem');
});

describe('how tokens are read', () => {
  const apis = [...new Set(routes.map((route) => route.function))];
  const given = (template: typeof stateless, stage: string, name: string) => {
    const lambda = resources(template, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.FunctionName === `careline-${stage}-${name}`,
    );
    const { Variables } = (lambda?.Properties.Environment ?? {}) as { Variables?: { TOKENS: unknown } };
    return Variables?.TOKENS;
  };

  test.each(apis)('%s takes the id tokens of our client where the issuer is Cognito', (name) => {
    const [before, client, after] = joined(given(stateless, 'prod', name));
    expect(client).toMatchObject({ 'Fn::ImportValue': expect.stringContaining('PeopleUserPoolWeb') });
    expect(stageTokens(`${before}client${after}`)).toMatchObject({ audience: 'client', use: 'id' });
  });

  test.each(apis)('%s takes the tokens for the stage’s audience where the issuer is another', async (name) => {
    const rules = stageTokens(String(given((await synthesized('sandbox')).stateless, 'sandbox', name)));
    expect(rules).toMatchObject({ audience: 'careline-sandbox', claims: { roles: 'cognito:groups' } });
    expect(rules).not.toHaveProperty('use');
  });

  test.each([
    ['https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc', true],
    ['https://cognito-idp.eu-central-1.amazonaws.com.evil.example/pool', false],
    ['https://login.example/cognito-idp.eu-central-1.amazonaws.com/', false],
  ])('%s is Cognito: %s', (issuer, byCognito) => {
    expect(configuredTokens({ issuer, audience: 'a', claims: stageTokens('{}').claims })).toMatchObject({ byCognito });
  });

  function joined(value: unknown): unknown[] {
    return (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  }
});

test('the platform API knows no table', () => {
  const platform = lambdas.find(({ Properties }) => Properties.FunctionName === 'careline-prod-reference-api');
  expect(platform?.Properties.Environment).not.toHaveProperty('Variables.TABLE_NAME');
  expect(JSON.stringify(statementsOf(platform?.Properties.Role))).not.toContain('dynamodb:');
});

function statementsOf(role: unknown): Statement[] {
  const id = referred(role);
  return policies
    .filter(({ Properties }) => (Properties.Roles as unknown[]).some((one) => referred(one) === id))
    .flatMap(({ Properties }) => statements(Properties.PolicyDocument));
}

function statements(document: unknown): Statement[] {
  return (document as { Statement: Statement[] }).Statement;
}
