import type { App, Role } from '@careline/sandbox';
import { z } from 'zod';

/** One action on one resource that a role may do, and the role without it. */
export interface RolePermission {
  readonly role: Role;
  /** The function or workflow that has the role. */
  readonly bearer: string;
  readonly action: string;
  readonly resource: string;
  readonly roleWithout: Role;
}

/** All that the app's functions and workflows may do, taken apart: each action on each resource of each statement. */
export function permissionsOf(app: App): RolePermission[] {
  return [...app.functions, ...app.stateMachines].flatMap(({ name, roleArn }) => {
    const role = app.roles.find(({ arn }) => arn === roleArn);
    if (!role) throw new Error(`${name} has no role`);
    const single = role.policies.flatMap(({ document }) => policySchema.parse(document).Statement.flatMap(takenApart));
    return single.map((permission) => ({
      role,
      bearer: name.replace('careline-sandbox-', ''),
      action: permission.Action,
      resource: permission.Resource,
      roleWithout: withStatements(
        role,
        single.filter((other) => other !== permission),
      ),
    }));
  });
}

function takenApart({ Action, Resource, ...rest }: z.infer<typeof statementSchema>) {
  return [Action]
    .flat()
    .flatMap((action) => [Resource].flat().map((resource) => ({ ...rest, Action: action, Resource: resource })));
}

function withStatements(role: Role, Statement: readonly object[]): Role {
  return { ...role, policies: [{ name: role.name, document: { Version: '2012-10-17', Statement } }] };
}

const oneOrMore = z.union([z.string(), z.array(z.string())]);

/** What our own roles are made of; another kind of statement needs another way of taking it apart. */
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.unknown().optional(),
});

const policySchema = z.object({ Statement: z.array(statementSchema) });
