import { notImplemented } from '../aws-error.ts';
import type { Input } from '../services.ts';
import type { HttpReply, HttpRequest, Protocol } from './protocol.ts';
import { readBody } from './s3-body.ts';
import { readForm } from './s3-form.ts';
import { headerParameters, objectHeaders, queryParameters } from './s3-parameters.ts';
import { readDocument, readElements, xmlDocument } from './xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** S3's REST: buckets in the path or in the host name, objects as bodies, all else as XML. */
export const s3Protocol: Protocol = {
  decode: async (request) => {
    const { Bucket, Key } = locate(request);
    const action = actionOf(request, Bucket, Key);
    const named = { ...(Bucket !== '' && { Bucket }), ...(Key !== '' && { Key }) };
    return { service: 's3', action, input: { ...named, ...(await inputOf(action, request)) } };
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
  const level = bucket === '' ? 'account' : key === '' ? 'bucket' : 'object';
  const form = headers['content-type']?.startsWith('multipart/form-data') && method === 'POST' && level === 'bucket';
  if (form) return 'PostObject';
  const selector = selectors.find((name) => url.searchParams.has(name));
  const copy = headers['x-amz-copy-source'] !== undefined ? ' copy' : '';
  const action = actions[`${method} ${level}${selector ? ` ?${selector}` : ''}${copy}`];
  // A parameter without a value asks for a part of the resource, such as ?tagging.
  const other = [...url.searchParams].find(([name, value]) => value === '' && isSubresource(name))?.[0];
  if (other !== undefined) throw notImplemented('s3', `${method} ?${other}`);
  if (action) return action;
  throw notImplemented('s3', `${method}${selector ? ` ?${selector}` : ''}${copy} on ${levels[level]}`);
}

const levels = { account: 'the account', bucket: 'a bucket', object: 'an object' };

/** Query parameters that choose the action. */
const selectors = ['partNumber', 'uploadId', 'uploads', 'list-type', 'delete', 'location', 'tagging', 'versions'];

const actions: Readonly<Record<string, string>> = {
  'GET account': 'ListBuckets',
  'HEAD bucket': 'HeadBucket',
  'GET bucket ?list-type': 'ListObjectsV2',
  'GET bucket ?location': 'GetBucketLocation',
  'GET bucket ?versions': 'ListObjectVersions',
  'GET bucket ?uploads': 'ListMultipartUploads',
  'POST bucket ?delete': 'DeleteObjects',
  'PUT object': 'PutObject',
  'PUT object copy': 'CopyObject',
  'PUT object ?partNumber': 'UploadPart',
  'PUT object ?partNumber copy': 'UploadPartCopy',
  'GET object': 'GetObject',
  'GET object ?partNumber': 'GetObject',
  'GET object ?tagging': 'GetObjectTagging',
  'PUT object ?tagging': 'PutObjectTagging',
  'DELETE object ?tagging': 'DeleteObjectTagging',
  'GET object ?uploadId': 'ListParts',
  'HEAD object': 'HeadObject',
  'HEAD object ?partNumber': 'HeadObject',
  'DELETE object': 'DeleteObject',
  'DELETE object ?uploadId': 'AbortMultipartUpload',
  'POST object ?uploads': 'CreateMultipartUpload',
  'POST object ?uploadId': 'CompleteMultipartUpload',
};

function isSubresource(name: string): boolean {
  return /^[a-zA-Z]+$/.test(name) && !selectors.includes(name) && !['prefix', 'delimiter'].includes(name);
}

async function inputOf(action: string, request: HttpRequest): Promise<Input> {
  if (action === 'PostObject') return readForm(request);
  const { body, trailers } = readBody(request);
  const headers = { ...request.headers, ...trailers };
  return {
    ...queryParameters(request.url.searchParams),
    ...headerParameters(action, headers, request.url.searchParams),
    ...(bodies[action]?.(body) ?? {}),
  };
}

const bodies: Readonly<Record<string, (body: Buffer) => Input>> = {
  PutObject: (Body) => ({ Body }),
  UploadPart: (Body) => ({ Body }),
  CompleteMultipartUpload: (body) => ({ Parts: readDocument(body).Part ?? [] }),
  PutObjectTagging: (body) => ({ TagSet: readTags(body) }),
  DeleteObjects: (body) => {
    const { Object: Objects = [], Quiet } = readDocument(body);
    return { Objects, Quiet: Quiet?.[0] === 'true' };
  },
};

/** `<Tagging><TagSet><Tag><Key/><Value/></Tag>…`, whose tags lie deeper than all else that S3 is sent. */
function readTags(body: Buffer): unknown {
  const [set] = readElements(body);
  const tags = readElements(Buffer.from(`<TagSet>${set?.content ?? ''}</TagSet>`));
  return tags.map(({ content }) => {
    const { Key = [], Value = [] } = readDocument(Buffer.from(`<Tag>${content}</Tag>`));
    return { Key: Key[0] ?? '', Value: Value[0] ?? '' };
  });
}

const encoders: Readonly<Record<string, (output: Input, input: Input) => HttpReply>> = {
  ListBuckets: (output) => xml('ListAllMyBucketsResult', output),
  GetBucketLocation: (output) => xml('LocationConstraint', output),
  HeadBucket: ({ BucketRegion }) => ({ status: 200, headers: { 'x-amz-bucket-region': String(BucketRegion) } }),
  ListObjectsV2: (output) => xml('ListBucketResult', output),
  ListParts: (output) => xml('ListPartsResult', output),
  ListMultipartUploads: (output) => xml('ListMultipartUploadsResult', output),
  PutObject: (output) => ({ status: 200, headers: objectHeaders(output) }),
  UploadPart: (output) => ({ status: 200, headers: objectHeaders(output) }),
  CopyObject: versionApart('CopyObjectResult'),
  UploadPartCopy: (output) => xml('CopyPartResult', output),
  ListObjectVersions: (output) => xml('ListVersionsResult', output),
  GetObjectTagging: ({ TagSet, ...output }) => {
    const { headers, ...reply } = xml('Tagging', { TagSet });
    return { ...reply, headers: { ...headers, ...objectHeaders(output) } };
  },
  PutObjectTagging: (output) => ({ status: 200, headers: objectHeaders(output) }),
  DeleteObjectTagging: (output) => ({ status: 204, headers: objectHeaders(output) }),
  CreateMultipartUpload: ({ Bucket, Key, UploadId, ChecksumAlgorithm, ChecksumType }) => ({
    ...xml('InitiateMultipartUploadResult', { Bucket, Key, UploadId }),
    headers: { ...XML, ...objectHeaders({ ChecksumAlgorithm, ChecksumType }) },
  }),
  CompleteMultipartUpload: versionApart('CompleteMultipartUploadResult'),
  AbortMultipartUpload: () => ({ status: 204 }),
  DeleteObjects: (output) => xml('DeleteResult', output),
  PostObject: encodePost,
  GetObject: (output) => ({
    status: output.ContentRange === undefined ? 200 : 206,
    headers: { 'accept-ranges': 'bytes', ...objectHeaders(output) },
    body: output.Body as Buffer,
  }),
  HeadObject: (output) => ({
    status: output.ContentRange === undefined ? 200 : 206,
    headers: { 'accept-ranges': 'bytes', ...objectHeaders(output) },
  }),
  DeleteObject: (output) => ({ status: 204, headers: objectHeaders(output) }),
};

const encodeEmpty = (): HttpReply => ({ status: 200 });

function xml(name: string, output: Input): HttpReply {
  return { status: 200, headers: XML, body: xmlDocument(name, output, NAMESPACE) };
}

/** A document whose version is told in a header. */
function versionApart(name: string): (output: Input) => HttpReply {
  return ({ VersionId, ...output }) => {
    const { headers, ...reply } = xml(name, output);
    return { ...reply, headers: { ...headers, ...objectHeaders({ VersionId }) } };
  };
}

function encodePost({ ETag, Bucket, Key, Location, VersionId }: Input, { Fields }: Input): HttpReply {
  const { success_action_status: status, success_action_redirect: redirect } = Fields as Record<string, string>;
  const version = objectHeaders({ VersionId });
  const headers = { etag: String(ETag), location: redirect ?? String(Location), ...version };
  if (redirect) return { status: 303, headers };
  if (status !== '201') return { status: status === '200' ? 200 : 204, headers };
  const body = xmlDocument('PostResponse', { Location, Bucket, Key, ETag });
  return { status: 201, headers: { ...headers, ...XML }, body };
}
