import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Careline } from '../../local/careline.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { permissionsOf, type RolePermission } from './role-permissions.ts';
import { roleStories } from './role-stories.ts';
import { unneededPermissions } from './unneeded-permissions.ts';

/*
 * Each permission is proven needed without playing the stories anew for each of the two hundred. IAM's answer depends on
 * nothing but the request and the policies, the sandbox asks before every call, and a call that is refused does not take
 * place. So with a role that lacks a permission a story goes the same way up to the first request that is answered
 * otherwise; and if among the requests of the stories there is one which the role without the permission refuses, that
 * story meets AccessDenied there. Below, this is asked of each permission; and for one of each function it is played.
 */

let sandbox: Careline;
let permissions: RolePermission[];
beforeAll(async () => {
  sandbox = await runningSandbox();
  permissions = permissionsOf(sandbox.app);
  for (const story of Object.values(roleStories)) await story(sandbox);
}, 90_000);
afterAll(() => sandbox?.stop());

test('with their full roles nothing is refused to any function, workflow or service', () => {
  const decided = sandbox.access.decided();
  expect(decided.filter(({ decision }) => !decision.allowed)).toEqual([]);
  expect(new Set(decided.map(({ request }) => request.principal)).size).toBeGreaterThan(sandbox.app.functions.length);
});

test('without any one permission a story is refused, but for those that are there for a reason', () => {
  const decided = sandbox.access.decided().map(({ request }) => request);
  const isNeeded = ({ role, roleWithout }: RolePermission) =>
    decided.some(
      (request) => request.principal === role.arn && !sandbox.access.evaluateAs(roleWithout, request).allowed,
    );
  const unneeded = permissions.filter((permission) => !isNeeded(permission));
  const reasoned = ({ bearer, action }: RolePermission) =>
    unneededPermissions.some((entry) => entry.bearer.test(bearer) && entry.actions.includes(action));
  expect(permissions.length).toBeGreaterThan(100);
  expect(unneeded.filter((permission) => !reasoned(permission)).map(described)).toEqual([]);
  const stale = unneededPermissions.flatMap((entry) =>
    entry.actions.filter(
      (name) => !unneeded.some(({ bearer, action }) => entry.bearer.test(bearer) && action === name),
    ),
  );
  expect(stale).toEqual([]);
});

describe('played without one permission, a story fails for', () => {
  const paid = 'a portfolio comes in batches; a claim is decided, agreed and paid; ops look into it';
  const registered = 'the integration registers, finds and changes customers and policies';
  const uploaded = 'a handler takes a task and asks for a document, which the customer uploads';
  const opened = 'an invoice is opened and asked for again; a page in its place is put under quarantine';
  const withdrawn = 'a customer looks at claims and messages, and withdraws';

  test.each([
    ['customers-api', 'dynamodb:BatchGetItem', 'table/', paid],
    ['policies-api', 'dynamodb:Query', 'index/GSI1', registered],
    ['tasks-api', 'dynamodb:PutItem', 'table/', uploaded],
    ['claims-api', 's3:PutObject', 'evidence/*', uploaded],
    ['claims-api', 'kms:GenerateDataKey', 'key/', uploaded],
    ['claims-api', 's3:GetObjectVersion', 'evidence/*', opened],
    ['claims-api', 'dynamodb:BatchGetItem', 'table/', opened],
    ['claims-evidence', 'dynamodb:GetItem', 'table/', uploaded],
    ['claims-evidence', 's3:GetObjectVersion', 'evidence/*', uploaded],
    ['claims-steps', 'kms:Decrypt', 'key/', paid],
    ['executions-api', 'states:GetExecutionHistory', 'execution:', paid],
    ['relay', 'states:StartExecution', 'stateMachine:', paid],
    ['relay', 'dynamodb:GetRecords', 'stream/', paid],
    ['notifications-api', 'dynamodb:Query', 'index/GSI1', withdrawn],
    ['notifications-sender', 'ses:SendEmail', 'identity/', withdrawn],
    ['notifications-sender', 'sns:Publish', '*', withdrawn],
    ['notifications-feedback', 'dynamodb:PutItem', 'table/', withdrawn],
    ['payments-api', 'dynamodb:PutItem', 'table/', paid],
    ['payments-dispatch', 'dynamodb:GetItem', 'table/', paid],
    ['payments-dispatch', 'sqs:ReceiveMessage', 'payments-dispatch', paid],
    ['claim-lifecycle', 'lambda:InvokeFunction', 'claims-steps', paid],
  ] as const)('%s: %s on %s', async (bearer, action, resource, story) => {
    const removed = permissions.filter(
      (one) => one.bearer === bearer && one.action === action && one.resource.includes(resource),
    );
    const last = removed.at(-1);
    if (!last) throw new Error('There is no such permission');
    sandbox.access.replaceRole(last.roleWithout);
    try {
      await expect(roleStories[story](sandbox)).rejects.toThrow();
      const refused = sandbox.access.decided().filter(({ decision }) => !decision.allowed);
      expect(refused).not.toEqual([]);
      expect(refused.map(({ request }) => [request.principal, request.action])).toEqual(
        refused.map(() => [last.role.arn, action]),
      );
    } finally {
      sandbox.access.replaceRole(last.role);
    }
    // What is stuck gets done with, or given up.
    await sandbox.clock.advance(3_600_000);
  });

  test.each([paid, registered, uploaded, withdrawn] as const)(
    'and nobody any more once all is given back: %s',
    (story) => roleStories[story](sandbox),
  );

  test('nobody, where the permission is only to log: a function runs without its log', async () => {
    const log = permissions.find(({ bearer, action }) => bearer === 'reference-api' && action === 'logs:PutLogEvents');
    if (!log) throw new Error('There is no such permission');
    sandbox.access.replaceRole(log.roleWithout);
    await roleStories['anyone asks for health and the API reference'](sandbox);
    const refused = sandbox.access.decided().filter(({ decision }) => !decision.allowed);
    expect(refused.map(({ request }) => [request.principal, request.action])).toEqual([[log.role.arn, log.action]]);
    sandbox.access.replaceRole(log.role);
  });
});

const described = ({ bearer, action, resource }: RolePermission) => `${bearer}: ${action} on ${resource}`;
