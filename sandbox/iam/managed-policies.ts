import type { PolicyDocument } from '../templates/access-resources.ts';

/** What CDK gives the role of each function that brings none: leave to write its logs (AWS managed policy reference, version 1). */
const basicExecution = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
};

const documents: Readonly<Record<string, unknown>> = {
  'service-role/AWSLambdaBasicExecutionRole': basicExecution,
};

/** A policy that AWS itself keeps, by its ARN. Throws for one that the sandbox does not know, naming it and the role. */
export function managedPolicy(arn: string, roleName: string): PolicyDocument {
  const document = documents[arn.replace(/^arn:aws[\w-]*:iam::aws:policy\//, '')];
  if (!document) throw new Error(`The sandbox does not know the managed policy ${arn} of the role ${roleName}`);
  return { name: arn, document };
}
