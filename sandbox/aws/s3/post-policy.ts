import { AwsError } from '../aws-error.ts';
import { isSignatureOf, parseCredential } from '../signature.ts';

type Fields = Readonly<Record<string, string>>;
type ListCondition = readonly [operator: string, field: string | number, value: string | number];
type Condition = Readonly<Record<string, string>> | ListCondition;

/**
 * Checks an upload form against its signed policy: signature, expiry, each condition, and that each field is
 * covered by one ("Creating a POST policy"). Throws AwsError as S3 does.
 */
export function checkPostPolicy(fields: Fields, size: number, now: number): void {
  const policy = signedPolicy(fields);
  if (!(Date.parse(policy.expiration) > now)) throw refused('Policy expired.');
  for (const condition of policy.conditions) checkCondition(condition, fields, size);
  const covered = new Set(policy.conditions.flatMap(fieldsOf));
  const extra = Object.keys(fields).find((name) => !covered.has(name) && !isExempt(name));
  if (extra) throw refused(`Extra input fields: ${extra}`);
}

function signedPolicy(fields: Fields): { expiration: string; conditions: Condition[] } {
  const { policy, 'x-amz-credential': credential, 'x-amz-signature': signature } = fields;
  if (!policy || !credential || !signature) throw new AwsError('AccessDenied', 'Access Denied', 403);
  if (!isSignatureOf(policy, parseCredential(credential), signature))
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  return JSON.parse(Buffer.from(policy, 'base64').toString('utf8'));
}

function checkCondition(condition: Condition, fields: Fields, size: number): void {
  if (isList(condition)) {
    const [operator, field, value] = condition;
    if (operator === 'content-length-range') {
      checkSize(size, Number(field), Number(value));
      return;
    }
    const actual = fields[nameOf(String(field))] ?? '';
    const holds = operator === 'starts-with' ? actual.startsWith(String(value)) : actual === value;
    if (!holds) throw conditionFailed(condition);
  } else {
    const failed = Object.entries(condition).some(([name, value]) => fields[name.toLowerCase()] !== value);
    if (failed) throw conditionFailed(condition);
  }
}

function checkSize(size: number, least: number, most: number): void {
  const details = { ProposedSize: size, MinSizeAllowed: least, MaxSizeAllowed: most };
  if (size > most)
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, details);
  if (size < least)
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, details);
}

function fieldsOf(condition: Condition): string[] {
  return isList(condition) ? [nameOf(String(condition[1]))] : Object.keys(condition).map((name) => name.toLowerCase());
}

/** Fields that need no condition. */
function isExempt(name: string): boolean {
  return ['policy', 'x-amz-signature', 'file', 'bucket'].includes(name) || name.startsWith('x-ignore-');
}

const isList = (condition: Condition): condition is ListCondition => Array.isArray(condition);
const nameOf = (field: string) => field.replace(/^\$/, '').toLowerCase();
const refused = (why: string) => new AwsError('AccessDenied', `Invalid according to Policy: ${why}`, 403);
const conditionFailed = (condition: Condition) => refused(`Policy Condition failed: ${JSON.stringify(condition)}`);
