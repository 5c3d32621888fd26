import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import { type Checksum, describeChecksum } from './checksum.ts';
import type { Described, S3Input } from './inputs.ts';
import type { Tags } from './tags.ts';

export interface StoredObject {
  readonly body: Buffer;
  /** In quotes, as S3 gives it. */
  readonly etag: string;
  readonly described: Described;
  readonly checksum: Checksum | undefined;
  readonly lastModified: number;
  /** Of a bucket that keeps versions. */
  readonly versionId?: string;
  readonly tags?: Tags;
}

/** An object as GetObject and HeadObject hand it out: whole or a range of it, if the request's conditions hold. */
export function readObject(object: StoredObject, input: S3Input<'GetObject'>): Input {
  checkConditions(object, input);
  const range = input.Range === undefined ? undefined : parseRange(input.Range, object.body.length);
  const body = range ? object.body.subarray(range.first, range.last + 1) : object.body;
  return {
    ...object.described,
    ContentType: object.described.ContentType ?? 'binary/octet-stream',
    ...overridden(input),
    ContentLength: body.length,
    ...(range && { ContentRange: `bytes ${range.first}-${range.last}/${object.body.length}` }),
    ETag: object.etag,
    VersionId: object.versionId,
    TagCount: Object.keys(object.tags ?? {}).length || undefined,
    LastModified: new Date(object.lastModified).toUTCString(),
    // A range has no checksum of its own.
    ...(input.ChecksumMode && !range && describeChecksum(object.checksum)),
    Body: body,
  };
}

/** What a request wants an answer's headers to be, in place of what the object was put with. */
function overridden(input: S3Input<'GetObject'>): Input {
  const { ResponseContentType, ResponseContentDisposition, ResponseCacheControl } = input;
  return {
    ...(ResponseContentType !== undefined && { ContentType: ResponseContentType }),
    ...(ResponseContentDisposition !== undefined && { ContentDisposition: ResponseContentDisposition }),
    ...(ResponseCacheControl !== undefined && { CacheControl: ResponseCacheControl }),
  };
}

export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** The ETag of an object of parts: a digest over their digests, and their number. */
export function etagOfParts(etags: readonly string[]): string {
  const digests = Buffer.concat(etags.map((etag) => Buffer.from(etag.replaceAll('"', ''), 'hex')));
  return `"${createHash('md5').update(digests).digest('hex')}-${etags.length}"`;
}

/** Whether an ETag is one of a header's; quotes may be missing. */
export function etagMatches(header: string, etag: string): boolean {
  const plain = (text: string) => text.trim().replace(/^W\//, '').replaceAll('"', '');
  return header.split(',').some((candidate) => plain(candidate) === '*' || plain(candidate) === plain(etag));
}

export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });

/** The order of precedence is RFC 9110's (13.2.2), which S3 follows. */
function checkConditions({ etag, lastModified }: StoredObject, input: S3Input<'GetObject'>): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  const second = Math.floor(lastModified / 1000) * 1000;
  if (IfMatch !== undefined) {
    if (!etagMatches(IfMatch, etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && second > Date.parse(IfUnmodifiedSince))
    throw preconditionFailed('If-Unmodified-Since');
  if (IfNoneMatch !== undefined) {
    if (etagMatches(IfNoneMatch, etag)) throw notModified();
  } else if (IfModifiedSince !== undefined && second <= Date.parse(IfModifiedSince)) throw notModified();
}

const notModified = () => new AwsError('NotModified', 'Not Modified', 304);

/** `bytes=0-9`, `bytes=10-` or `bytes=-5`; what is no such range is left out of account, as HTTP has it. */
function parseRange(header: string, size: number): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size || last < first)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
      RangeRequested: header,
      ActualObjectSize: size,
    });
  return { first, last };
}
