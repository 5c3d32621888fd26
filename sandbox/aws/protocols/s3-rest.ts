import { AwsError, notImplemented } from '../aws-error.ts';
import type { Input } from '../services.ts';
import type { HttpReply, HttpRequest, Protocol } from './protocol.ts';
import { readForm } from './s3-form.ts';
import { xmlDocument } from './xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** S3's REST: buckets in the path or in the host name, objects as bodies, all else as XML. */
export const s3Protocol: Protocol = {
  decode: async (request) => {
    const { Bucket, Key } = locate(request);
    const action = actionOf(request, Bucket, Key);
    return { service: 's3', action, input: { Bucket, Key, ...(await inputOf(action, request)) } };
  },
  encode: (output, { action, input }) => (encoders[action] ?? encodeEmpty)(output, input),
  encodeError: ({ code, message, statusCode, details }, requestId) => ({
    status: statusCode,
    headers: XML,
    body: xmlDocument('Error', { Code: code, Message: message, ...details, RequestId: requestId }),
  }),
};

const XML = { 'content-type': 'application/xml' };

/** `bucket.localhost` and `bucket.127.0.0.1` name the bucket in the host, as virtual-hosted requests do. */
export function locate({ headers, rawPath }: HttpRequest): { Bucket: string; Key: string } {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const named = /^(.+?)\.(?:s3\.)?(?:localhost|127\.0\.0\.1)$/.exec(host)?.[1];
  const path = named ? `/${named}${rawPath}` : rawPath;
  const [, Bucket = '', Key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { Bucket, Key: decodeURIComponent(Key) };
}

function actionOf({ method, url, headers }: HttpRequest, bucket: string, key: string): string {
  const subresource = [...url.searchParams].find(([name, value]) => value === '' && /^[a-z-]+$/i.test(name))?.[0];
  if (subresource && !plainParameters.has(subresource)) throw notImplemented('s3', `${method} ?${subresource}`);
  if (url.searchParams.has('partNumber')) throw notImplemented('s3', 'UploadPart');
  if (headers['x-amz-copy-source'] !== undefined) throw notImplemented('s3', 'CopyObject');
  const level = bucket === '' ? 'account' : key === '' ? 'bucket' : 'object';
  const action = actions[`${method} ${level}`];
  if (!action) throw notImplemented('s3', `${method} on ${level === 'account' ? 'the account' : `a ${level}`}`);
  return action;
}

const actions: Readonly<Record<string, string>> = {
  'GET account': 'ListBuckets',
  'HEAD bucket': 'HeadBucket',
  'GET bucket': 'ListObjectsV2',
  'POST bucket': 'PostObject',
  'PUT object': 'PutObject',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'DELETE object': 'DeleteObject',
};

/** Parameters that may be empty without asking for a subresource. */
const plainParameters = new Set(['prefix', 'delimiter', 'continuation-token', 'start-after', 'encoding-type']);

async function inputOf(action: string, request: HttpRequest): Promise<Input> {
  const { headers, url } = request;
  switch (action) {
    case 'PutObject':
      return { Body: bodyOf(request), ContentType: headers['content-type'], Metadata: metadataOf(headers) };
    case 'PostObject':
      return readForm(request);
    case 'ListObjectsV2':
      return {
        Prefix: url.searchParams.get('prefix') ?? undefined,
        Delimiter: url.searchParams.get('delimiter') ?? undefined,
        MaxKeys: url.searchParams.get('max-keys') ?? undefined,
        ContinuationToken: url.searchParams.get('continuation-token') ?? undefined,
        StartAfter: url.searchParams.get('start-after') ?? undefined,
      };
    default:
      return {};
  }
}

function metadataOf(headers: HttpRequest['headers']): Record<string, string> {
  const prefix = 'x-amz-meta-';
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(metadata.map(([name, value]) => [name.slice(prefix.length), value ?? '']));
}

/** The object; `aws-chunked` bodies (streamed uploads) come as sized chunks with signatures and trailers around them. */
function bodyOf({ headers, body }: HttpRequest): Buffer {
  if (!headers['x-amz-content-sha256']?.startsWith('STREAMING-')) return body;
  const chunks: Buffer[] = [];
  for (let offset = 0; offset < body.length; ) {
    const end = body.indexOf('\r\n', offset);
    const size = Number.parseInt(body.toString('latin1', offset, end), 16);
    if (end < 0 || Number.isNaN(size)) throw new AwsError('IncompleteBody', 'The request body ended too early.');
    if (size === 0) break;
    chunks.push(body.subarray(end + 2, end + 2 + size));
    offset = end + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}

const encoders: Readonly<Record<string, (output: Input, input: Input) => HttpReply>> = {
  ListBuckets: ({ Buckets }) => ({
    status: 200,
    headers: XML,
    body: xmlDocument('ListAllMyBucketsResult', { Buckets: { Bucket: Buckets } }, NAMESPACE),
  }),
  ListObjectsV2: (output) => ({
    status: 200,
    headers: XML,
    body: xmlDocument('ListBucketResult', output, NAMESPACE),
  }),
  PutObject: ({ ETag }) => ({ status: 200, headers: { etag: String(ETag) } }),
  PostObject: encodePost,
  GetObject: (output) => ({ status: 200, headers: objectHeaders(output), body: output.Body as Buffer }),
  HeadObject: (output) => ({ status: 200, headers: objectHeaders(output) }),
  DeleteObject: () => ({ status: 204 }),
};

const encodeEmpty = (): HttpReply => ({ status: 200 });

function encodePost({ ETag, Bucket, Key, Location }: Input, { Fields }: Input): HttpReply {
  const { success_action_status: status, success_action_redirect: redirect } = Fields as Record<string, string>;
  const headers = { etag: String(ETag), location: redirect ?? String(Location) };
  if (redirect) return { status: 303, headers };
  if (status !== '201') return { status: status === '200' ? 200 : 204, headers };
  const body = xmlDocument('PostResponse', { Location, Bucket, Key, ETag });
  return { status: 201, headers: { ...headers, ...XML }, body };
}

function objectHeaders(output: Input): Record<string, string> {
  const metadata = Object.entries(output.Metadata as Record<string, string>);
  return {
    'content-type': String(output.ContentType),
    'content-length': String(output.ContentLength),
    etag: String(output.ETag),
    'last-modified': String(output.LastModified),
    'accept-ranges': 'bytes',
    ...Object.fromEntries(metadata.map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}
