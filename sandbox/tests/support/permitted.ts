import type { TestStack } from './assembly.ts';

type Resources = TestStack['Resources'];

/**
 * A stack's resources with what a test of something else would have to spell out: roles that may do everything, functions
 * that event rules and APIs may call, queues that event rules may send to. What the stack has itself stays as it is.
 */
export function permitted(resources: Resources): Resources {
  return { ...roles(resources), ...functionPermissions(resources), ...queuePolicies(resources), ...resources };
}

function roles(resources: Resources): Resources {
  const own = ofType(resources, 'AWS::IAM::Role').map(([, { Properties }]) => Properties?.RoleName);
  const named = [...JSON.stringify(resources).matchAll(/arn:aws:iam::000000000000:role\/([\w-]+)/g)].map(
    ([, name = '']) => name,
  );
  return Object.fromEntries(
    [...new Set(named)]
      .filter((name) => !own.includes(name))
      .map((RoleName) => [
        `Role${RoleName}`,
        {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName,
            AssumeRolePolicyDocument: { Statement: trust },
            Policies: [{ PolicyName: 'Everything', PolicyDocument: { Statement: allow('*') } }],
          },
        },
      ]),
  );
}

function functionPermissions(resources: Resources): Resources {
  if (ofType(resources, 'AWS::Lambda::Permission').length > 0) return {};
  return Object.fromEntries(
    ofType(resources, 'AWS::Lambda::Function').flatMap(([id]) =>
      ['events', 'apigateway'].map((service) => [
        `${id}CalledBy${service}`,
        {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: { 'Fn::GetAtt': [id, 'Arn'] },
            Action: 'lambda:InvokeFunction',
            Principal: `${service}.amazonaws.com`,
          },
        },
      ]),
    ),
  );
}

function queuePolicies(resources: Resources): Resources {
  if (ofType(resources, 'AWS::SQS::QueuePolicy').length > 0) return {};
  const Statement = { ...allow('sqs:SendMessage'), Principal: { Service: 'events.amazonaws.com' } };
  return Object.fromEntries(
    ofType(resources, 'AWS::SQS::Queue').map(([id]) => [
      `${id}Policy`,
      { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: id }], PolicyDocument: { Statement } } },
    ]),
  );
}

const ofType = (resources: Resources, type: string) =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);
const Service = ['lambda', 'states'].map((service) => `${service}.amazonaws.com`);
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } };
const allow = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
