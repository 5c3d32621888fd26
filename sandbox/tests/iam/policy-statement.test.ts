import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../iam/evaluation.ts';
import { statementsOf } from '../../iam/policy-statement.ts';

const role = 'arn:aws:iam::000000000000:role/worker';
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/record';

interface Asked {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
}

const policy = (...Statement: object[]) =>
  statementsOf({ name: 'Test', document: { Version: '2012-10-17', Statement } });
const request = ({ principal = role, action = 'dynamodb:GetItem', resource = table, context = {} }: Asked) => ({
  principal,
  action,
  resource,
  context,
});
/** Whether a role with one statement may do something. */
const may = (statement: object, asked: Asked = {}) =>
  evaluate(request(asked), policy({ Effect: 'Allow', ...statement }), []).allowed;

describe('a statement covers', () => {
  test.each([
    ['dynamodb:GetItem', true],
    ['DYNAMODB:getitem', true],
    ['dynamodb:Get*', true],
    ['*', true],
    ['dynamodb:?etItem', true],
    ['dynamodb:GetItems', false],
    ['dynamodb:Get', false],
    ['s3:*', false],
  ])('actions without regard to case: %s', (Action, allowed) => {
    expect(may({ Action, Resource: table })).toBe(allowed);
  });

  test.each([
    [table, true],
    ['arn:aws:dynamodb:*:*:table/rec*', true],
    ['arn:aws:dynamodb:us-east-?:000000000000:table/record', true],
    [`${table}/index/*`, false],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/RECORD', false],
    ['arn:aws:dynamodb:*:table/record:x:y', false],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/rec.rd', false],
  ])('resources part by part: %s', (Resource, allowed) => {
    expect(may({ Action: '*', Resource })).toBe(allowed);
  });

  test('a last part with colons by one wildcard', () => {
    const Resource = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/x:*';
    expect(may({ Action: '*', Resource }, { resource: Resource.replace('*', 'log-stream:a:b') })).toBe(true);
  });

  test('all but what NotAction and NotResource name', () => {
    expect(may({ NotAction: 'dynamodb:Put*', Resource: '*' })).toBe(true);
    expect(may({ NotAction: 'dynamodb:Get*', Resource: '*' })).toBe(false);
    expect(may({ Action: '*', NotResource: `${table}/index/*` })).toBe(true);
    expect(may({ Action: '*', NotResource: table })).toBe(false);
  });
});

describe('a condition', () => {
  const via = 'dynamodb.us-east-1.amazonaws.com';
  const context = { 'kms:viaservice': via, 'aws:securetransport': 'true', 's3:tlsversion': '1.3' };
  const arn = 'arn:aws:events:us-east-1:000000000000:rule/paid';

  test.each([
    [{ StringEquals: { 'kms:ViaService': via } }, true],
    [{ StringEquals: { 'KMS:viaservice': ['s3.us-east-1.amazonaws.com', via] } }, true],
    [{ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }, false],
    [{ StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }, true],
    [{ StringNotEquals: { 'kms:ViaService': [via, 's3.us-east-1.amazonaws.com'] } }, false],
    [{ StringEqualsIgnoreCase: { 'kms:ViaService': via.toUpperCase() } }, true],
    [{ StringLike: { 'kms:ViaService': 'dynamodb.*.amazonaws.com' } }, true],
    [{ StringNotLike: { 'kms:ViaService': 'dynamodb.*' } }, false],
    [{ Bool: { 'aws:SecureTransport': false } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }, false],
    [{ NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } }, true],
    [{ 'ForAnyValue:StringEquals': { 'kms:ViaService': via } }, true],
    [{ 'ForAllValues:StringLike': { 'kms:ViaService': 's3.*' } }, false],
    [{ StringEquals: { 'kms:ViaService': via }, Bool: { 'aws:SecureTransport': 'false' } }, false],
  ])('on a key of the request: %j', (Condition, allowed) => {
    expect(may({ Action: '*', Resource: '*', Condition }, { context })).toBe(allowed);
  });

  test.each([
    [{ StringEquals: { 'aws:SourceArn': arn } }, false],
    [{ StringEqualsIfExists: { 'aws:SourceArn': arn } }, true],
    [{ StringNotEquals: { 'aws:SourceArn': arn } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:SourceArn': arn } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:SourceArn': arn } }, true],
    [{ Null: { 'aws:SourceArn': 'true' } }, true],
    [{ Null: { 'aws:SourceArn': false } }, false],
  ])('on a key that the request does not have: %j', (Condition, allowed) => {
    expect(may({ Action: '*', Resource: '*', Condition }, { context })).toBe(allowed);
  });

  test('compares ARNs part by part', () => {
    const asked = { context: { 'aws:sourcearn': arn } };
    const when = (pattern: string) => ({
      Action: '*',
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': pattern } },
    });
    expect(may(when('arn:aws:events:*:*:rule/*'), asked)).toBe(true);
    expect(may(when('arn:aws:events:*:rule/*:x:y'), asked)).toBe(false);
  });
});

describe('what the sandbox cannot judge is refused by name', () => {
  test.each([
    [{ Condition: { IpAddress: { 'aws:SourceArn': '10.0.0.0/8' } } }, 'condition operator IpAddress'],
    [{ Condition: { StringEquals: { 'aws:UserAgent': 'x' } } }, 'condition key aws:useragent'],
    [{ Resource: `arn:aws:s3:::bucket/\${aws:username}/*` }, `policy variable \${aws:username}`],
    [{ NotPrincipal: '*' }, 'NotPrincipal'],
    [{ Resource: 'arn:aws:s3' }, "'arn:aws:s3'"],
  ])('%j', (statement, named) => {
    expect(() => policy({ Effect: 'Allow', Action: '*', Resource: '*', ...statement })).toThrow(named);
    expect(() => policy({ Effect: 'Allow', Action: '*', Resource: '*', ...statement })).toThrow('Test');
  });
});

describe('the answer', () => {
  const allow = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
  const deny = policy({ Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' });
  const ofQueue = policy({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:*',
    Resource: '*',
  });

  test('without any policy is no', () => {
    expect(evaluate(request({}), [], [])).toEqual({ allowed: false, explicit: false, by: 'identity-based' });
  });

  test('is no wherever a Deny speaks', () => {
    expect(evaluate(request({}), [...allow, ...deny], [])).toMatchObject({ explicit: true, by: 'identity-based' });
    const everyone = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' });
    expect(evaluate(request({}), allow, everyone)).toMatchObject({ explicit: true, by: 'resource-based' });
  });

  test('to a service comes from the policy of the resource', () => {
    const asked = { principal: 'events.amazonaws.com', action: 'sqs:SendMessage' };
    expect(evaluate(request(asked), [], ofQueue)).toEqual({ allowed: true });
    expect(evaluate(request({ ...asked, principal: 's3.amazonaws.com' }), [], ofQueue)).toEqual({
      allowed: false,
      explicit: false,
      by: 'resource-based',
    });
  });

  test('to a role may come from the policy of the resource alone, if it names the role', () => {
    const named = policy({ Effect: 'Allow', Principal: { AWS: role }, Action: '*', Resource: '*' });
    const account = policy({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
      Action: '*',
      Resource: '*',
    });
    expect(evaluate(request({}), [], named).allowed).toBe(true);
    expect(evaluate(request({}), [], account).allowed).toBe(false);
  });

  test('on a key needs the key to leave it to the account', () => {
    const account = policy({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
      Action: 'kms:*',
      Resource: '*',
    });
    const asked = { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:000000000000:key/k' };
    expect(evaluate(request(asked), allow, account).allowed).toBe(true);
    expect(evaluate(request(asked), allow, [])).toMatchObject({ allowed: false, by: 'resource-based' });
    expect(evaluate(request(asked), [], account)).toMatchObject({ allowed: false, by: 'identity-based' });
  });
});
