import { bucketUrl } from './s3.ts';
import { requestTo, s3Signer } from './s3-signer.ts';

/** Longer than S3 takes for a record, shorter than a function has. */
const TIMEOUT_MS = 5_000;

interface Put {
  readonly contentType?: string;
  /** In milliseconds. */
  readonly timeout?: number;
}

/**
 * Puts text into a bucket, JSON by default, once; throws unless S3 has taken it. For functions that otherwise have nothing to
 * do with S3.
 */
export async function putObject(
  bucket: string,
  key: string,
  body: string,
  { contentType = 'application/json', timeout = TIMEOUT_MS }: Put = {},
): Promise<void> {
  const url = new URL(key, bucketUrl(bucket));
  const request = requestTo(url, 'PUT', { 'content-type': contentType });
  const { method, headers } = await s3Signer().sign({ ...request, body });
  const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`S3 answered ${response.status}: ${await response.text()}`);
}
