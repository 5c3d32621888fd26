import type { AccessRequest, PolicyStatement } from './policy-statement.ts';

export type PolicyKind = 'identity-based' | 'resource-based';

/** The answer to a request, and which kind of policy refused it: by a Deny, or by allowing nothing. */
export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explicit: boolean; readonly by: PolicyKind };

/**
 * IAM's answer within one account: a Deny anywhere refuses; else the role's policies or the resource's own must allow it
 * ("Policy evaluation logic", IAM user guide). A role's policies count for a KMS key only if the key's policy leaves the
 * account to decide ("Key policies in AWS KMS"). A service has no policies of its own: the resource's must name it.
 */
export function evaluate(
  request: AccessRequest,
  identity: readonly PolicyStatement[],
  resource: readonly PolicyStatement[],
): Decision {
  const { principal, action } = request;
  const said = identity.filter(({ covers }) => covers(request));
  const heard = resource.filter(({ covers, names }) => names(principal) !== undefined && covers(request));
  if (said.some(isDeny)) return { allowed: false, explicit: true, by: 'identity-based' };
  if (heard.some(isDeny)) return { allowed: false, explicit: true, by: 'resource-based' };
  if (heard.some(({ names }) => names(principal) === 'itself')) return { allowed: true };
  const accountDecides = !action.startsWith('kms:') || heard.length > 0;
  if (said.length > 0 && accountDecides) return { allowed: true };
  const isRole = principal.startsWith('arn:');
  return { allowed: false, explicit: false, by: isRole && accountDecides ? 'identity-based' : 'resource-based' };
}

const isDeny = ({ effect }: PolicyStatement) => effect === 'Deny';
