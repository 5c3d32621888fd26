import { notImplemented } from '../aws-error.ts';
import type { Described, S3Input } from './inputs.ts';
import { checkPostPolicy } from './post-policy.ts';

/** What an upload form puts, once its signed policy is found to hold. Throws AwsError. */
export function uploadOf(
  { Bucket, Body, Fields }: S3Input<'PostObject'>,
  now: number,
): { body: Buffer; described: Described } {
  checkPostPolicy({ ...Fields, bucket: Bucket }, Body.length, now);
  const unsupported = Object.keys(Fields).find((name) => !isSupported(name));
  if (unsupported) throw notImplemented('s3', `PostObject with ${unsupported}`);
  const metadata = Object.entries(Fields).filter(([name]) => name.startsWith(METADATA));
  return {
    body: Buffer.from(Body),
    described: {
      ContentType: Fields['content-type'],
      CacheControl: Fields['cache-control'],
      ContentDisposition: Fields['content-disposition'],
      ContentEncoding: Fields['content-encoding'],
      Expires: Fields.expires,
      Metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(METADATA.length), value])),
    },
  };
}

const METADATA = 'x-amz-meta-';

function isSupported(name: string): boolean {
  return supported.has(name) || name.startsWith(METADATA) || name.startsWith('x-ignore-');
}

const supported = new Set([
  'bucket',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-type',
  'expires',
  'key',
  'policy',
  'success_action_redirect',
  'success_action_status',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-signature',
]);
