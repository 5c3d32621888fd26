import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SECRET_ACCESS_KEY } from '../lambda/functions.ts';
import type { HttpRequest } from './protocols/protocol.ts';

/** What a request says of its signer: `<access key>/<date>/<region>/<service>/aws4_request`. */
export interface Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The credential of a request signed in its headers or its query; undefined if it is unsigned. */
export function credentialOf({ headers, url }: Pick<HttpRequest, 'headers' | 'url'>): Credential | undefined {
  const scope =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? url.searchParams.get('X-Amz-Credential');
  return scope ? parseCredential(scope) : undefined;
}

export function parseCredential(scope: string): Credential {
  const [service = '', region = '', date = '', ...accessKeyId] = scope.split('/').toReversed().slice(1);
  return { accessKeyId: accessKeyId.toReversed().join('/'), date, region, service };
}

/** Whether `signature` is the one that the sandbox's secret gives for a text ("Create a signed AWS API request"). */
export function isSignatureOf(text: string, { date, region, service }: Credential, signature: string): boolean {
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${SECRET_ACCESS_KEY}`,
  );
  const expected = createHmac('sha256', key).update(text).digest('hex');
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

/** Whether a presigned request (signed in its query) carries the signature of just this method, path, query and headers. */
export function isPresignatureValid(request: HttpRequest, credential: Credential): boolean {
  const { searchParams } = request.url;
  const signedHeaders = searchParams.get('X-Amz-SignedHeaders') ?? '';
  const canonical = [
    request.method,
    request.rawPath,
    canonicalQuery(searchParams),
    ...signedHeaders.split(';').map((name) => `${name}:${(request.headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    request.headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const { date, region, service } = credential;
  const text = [
    'AWS4-HMAC-SHA256',
    searchParams.get('X-Amz-Date'),
    `${date}/${region}/${service}/aws4_request`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  return isSignatureOf(text, credential, searchParams.get('X-Amz-Signature') ?? '');
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** Percent-encoding as AWS signs it: all but unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `20260301T120000Z` in milliseconds since the epoch. */
export function parseAmzDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
