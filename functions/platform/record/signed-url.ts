import { bucketUrl } from './s3.ts';
import { requestTo, s3Signer } from './s3-signer.ts';

/** Time to follow a link, and too little to pass it on. */
export const DOWNLOAD_SECONDS = 2 * 60;

/** A link to an object of a bucket: whoever has it gets the object, for two minutes, answered as `answered` says. */
export async function signedUrl(
  bucket: string,
  key: string,
  answered: Readonly<Record<string, string>>,
  now: Date,
): Promise<{ url: string; expiresAt: string }> {
  const url = new URL(key, bucketUrl(bucket));
  for (const [name, value] of Object.entries(answered)) url.searchParams.set(name, value);
  const options = { expiresIn: DOWNLOAD_SECONDS, signingDate: now };
  // A URL that is signed for somebody else says nothing of a body.
  const request = requestTo(url, 'GET', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
  const { query = {} } = await s3Signer().presign(request, options);
  url.search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${escaped(String(value))}`)
    .join('&');
  return { url: url.href, expiresAt: new Date(now.getTime() + DOWNLOAD_SECONDS * 1000).toISOString() };
}

/** Percent-encoded but for unreserved characters (RFC 3986), as RFC 8187 and signatures want it. */
export function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
