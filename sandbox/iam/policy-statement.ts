import { z } from 'zod';
import type { PolicyDocument } from '../templates/access-resources.ts';
import { ACCOUNT_ID } from '../templates/account.ts';
import { type Context, conditionsOf } from './conditions.ts';
import { arnPattern, wildcard } from './patterns.ts';

/** What is asked of IAM: may this principal do this to that? Resources that an action does not take are `*`. */
export interface AccessRequest {
  /** A role's ARN, or a service such as `events.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** A statement, ready to be asked. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Whether it speaks of the request's action, resource and conditions. */
  readonly covers: (request: AccessRequest) => boolean;
  /** Of a resource's policy: whether it names the principal itself or its account; a role's policy names nobody. */
  readonly names: (principal: string) => 'itself' | 'account' | undefined;
}

/** The statements of a policy. Throws for what the sandbox cannot judge, naming the policy and the element. */
export function statementsOf({ name, document }: PolicyDocument): PolicyStatement[] {
  const parsed = policySchema.safeParse(document);
  if (!parsed.success) throw new Error(`The sandbox cannot judge the policy ${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.Statement.map((statement, index) => {
    try {
      return prepared(statement);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Policy ${name}, statement ${index + 1}: ${why}`, { cause: error });
    }
  });
}

function prepared(statement: z.infer<typeof statementSchema>): PolicyStatement {
  refuseVariables(statement);
  const conditions = conditionsOf(statement.Condition);
  const action = anyOf(statement.Action, statement.NotAction, (pattern) => {
    const matches = wildcard(pattern, 'i');
    return (text) => matches.test(text);
  });
  const resource = anyOf(statement.Resource, statement.NotResource, arnPattern);
  const { Principal } = statement;
  return {
    effect: statement.Effect,
    covers: (request) => action(request.action) && resource(request.resource) && conditions(request.context),
    names: (principal) => (Principal === undefined ? undefined : named(Principal, principal)),
  };
}

function anyOf(
  wanted: readonly string[] | undefined,
  unwanted: readonly string[] | undefined,
  matcher: (pattern: string) => (text: string) => boolean,
): (text: string) => boolean {
  const matchers = (wanted ?? unwanted ?? []).map(matcher);
  return (text) => matchers.some((matches) => matches(text)) === (wanted !== undefined);
}

function named(principals: z.infer<typeof principalSchema>, principal: string): 'itself' | 'account' | undefined {
  if (principals === '*') return 'itself';
  if (!principal.startsWith('arn:')) return principals.Service.includes(principal) ? 'itself' : undefined;
  if (principals.AWS.some((one) => one === '*' || one === principal)) return 'itself';
  return principals.AWS.some((one) => one === ACCOUNT_ID || /^arn:[\w-]+:iam::\d+:root$/.test(one))
    ? 'account'
    : undefined;
}

function refuseVariables(statement: unknown): void {
  const variable = /\$\{[^}]*\}/.exec(JSON.stringify(statement))?.[0];
  if (variable) throw new Error(`the sandbox does not fill the policy variable ${variable}`);
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z.union([value.transform((one) => [one]), z.array(value)]);

const principalSchema = z.union([
  z.literal('*'),
  z.strictObject({ AWS: oneOrMore.default([]), Service: oneOrMore.default([]) }),
]);

const statementSchema = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principalSchema.optional(),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'Action or NotAction')
  .refine(({ Resource, NotResource }) => !Resource || !NotResource, 'Resource or NotResource, not both');

const policySchema = z.object({
  Version: z.string().optional(),
  Statement: z.union([statementSchema.transform((one) => [one]), z.array(statementSchema)]),
});
