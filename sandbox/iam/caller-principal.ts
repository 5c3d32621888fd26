import type { Caller, ServiceCall } from '../aws/services.ts';
import { parseCredential } from '../aws/signature.ts';
import { accessKeyOf, functionKeyOf } from '../lambda/functions.ts';
import { ACCOUNT_ID } from '../templates/account.ts';
import type { FunctionResource } from '../templates/app-resources.ts';

/** Who asks for permission: a role in a session, or a service in its own name. */
export interface CallingPrincipal {
  /** The role's ARN, or `events.amazonaws.com`. */
  readonly name: string;
  /** What denials call it. */
  readonly user: string;
  /** For whom a service asks. */
  readonly sourceArn?: string | undefined;
}

/**
 * In whose name a call is judged. Undefined for clients from outside, who stand for the account's administrators: they may
 * do everything.
 */
export function principalOf(call: ServiceCall, functions: readonly FunctionResource[]): CallingPrincipal | undefined {
  const caller = call.action === 'PostObject' ? signerOf(call, functions) : call.caller;
  if (caller.kind === 'outside') return undefined;
  const { roleArn, name } = caller;
  if (roleArn === undefined) return { name, user: name, sourceArn: caller.sourceArn };
  const user = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${roleArn.split('/').at(-1)}/${sessionOf(caller)}`;
  return { name: roleArn, user };
}

/** A function's session bears its name; an execution's is random on AWS, and bears the execution's name here. */
function sessionOf({ kind, name }: Caller): string {
  return kind === 'service' ? (name.split('.')[0] ?? name) : (name.split(':').at(-1) ?? name);
}

/** An upload form comes from anyone, in the name of whoever signed it. */
function signerOf({ caller, input }: ServiceCall, functions: readonly FunctionResource[]): Caller {
  const { 'x-amz-credential': scope = '' } = (input.Fields ?? {}) as Readonly<Record<string, string>>;
  const key = functionKeyOf(parseCredential(scope).accessKeyId);
  const signer = functions.find(({ name }) => accessKeyOf(name) === key);
  return signer ? { kind: 'function', name: signer.name, roleArn: signer.roleArn } : caller;
}
