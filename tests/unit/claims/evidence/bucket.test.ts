import { createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { claimSettings } from '../../../../functions/claims/claim-settings.ts';
import { s3Evidence } from '../../../../functions/claims/evidence/bucket.ts';

const now = new Date('2026-03-01T08:15:30.250Z');
const given = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI', AWS_SESSION_TOKEN: 'token' };
const before = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  // The SDK signs for the machine's time.
  jest.spyOn(Date, 'now').mockReturnValue(now.getTime());
});

afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

describe.each([
  ['in us-east-1', { AWS_REGION: 'us-east-1' }],
  ['in China', { AWS_REGION: 'cn-north-1' }],
  ['with credentials that are not of a session', { AWS_REGION: 'eu-central-1', AWS_SESSION_TOKEN: '' }],
  ['at an endpoint of its own', { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }],
])('an upload form %s', (_, settings) => {
  beforeEach(() => {
    Object.assign(process.env, given, settings);
  });

  test('goes where the SDK sends its form, with the same fields', async () => {
    const { url, fields } = await s3Evidence('evidence').signUpload('evidence/yearly/clm_1/doc_1', 'image/png', now);
    const sdk = await formOfTheSdk();
    expect(url.replace(/\/$/, '')).toBe(sdk.url.replace(/\/$/, ''));
    expect(signed(fields)).toEqual(signed(sdk.fields));
  });

  test('allows what the policy of the SDK allows, until the time that is told', async () => {
    const { fields, expiresAt } = await s3Evidence('evidence').signUpload(
      'evidence/yearly/clm_1/doc_1',
      'image/png',
      now,
    );
    const policy = policyOf(fields);
    const { conditions, expiration } = policyOf((await formOfTheSdk()).fields);
    expect(new Set(policy.conditions.map(entryOf))).toEqual(new Set(conditions.map(entryOf)));
    expect(policy.expiration).toBe(expiresAt);
    expect(policy.expiration.slice(0, 19)).toBe(expiration.slice(0, 19));
  });
});

test('a form is signed as the SDK signs its own', async () => {
  Object.assign(process.env, given, { AWS_REGION: 'us-east-1' });
  const ours = await s3Evidence('evidence').signUpload('evidence/yearly/clm_1/doc_1', 'image/png', now);
  for (const { fields } of [ours, await formOfTheSdk()]) {
    expect(fields['X-Amz-Signature']).toBe(signatureOf(fields.Policy ?? ''));
  }
});

function signatureOf(policy: string): string {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const dateKey = hmac(hmac('AWS4wJalrXUtnFEMI', '20260301'), 'us-east-1');
  return hmac(hmac(hmac(dateKey, 's3'), 'aws4_request'), policy).toString('hex');
}

function formOfTheSdk() {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  return createPresignedPost(new S3Client({ region: process.env.AWS_REGION ?? '', credentials }), {
    Bucket: 'evidence',
    Key: 'evidence/yearly/clm_1/doc_1',
    Fields: { 'Content-Type': 'image/png' },
    Conditions: [
      ['content-length-range', 1, claimSettings.largestFileMiB.paper * 1024 * 1024],
      ['eq', '$Content-Type', 'image/png'],
    ],
    Expires: 15 * 60,
  });
}

type Fields = Readonly<Record<string, string>>;

/** All but the policy, whose conditions may come in any order, and its signature. */
function signed({ Policy: _, 'X-Amz-Signature': signature = '', ...others }: Fields) {
  return { ...others, signatureLength: signature.length };
}

function policyOf({ Policy = '' }: Fields): { expiration: string; conditions: object[] } {
  return JSON.parse(Buffer.from(Policy, 'base64').toString('utf8'));
}

/** `eq` on a field says the same as the field with its value. */
function entryOf(condition: object): string {
  const [operator, field = '', value] = Array.isArray(condition) ? condition : [];
  return JSON.stringify(operator === 'eq' ? { [field.slice(1)]: value } : condition);
}
