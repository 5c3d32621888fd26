import type { Input } from '../services.ts';
import type { HttpRequest } from './protocol.ts';

const METADATA = 'x-amz-meta-';

/** Headers by the name of the parameter that they carry. */
const headers: Readonly<Record<string, string>> = {
  range: 'Range',
  'if-match': 'IfMatch',
  'if-none-match': 'IfNoneMatch',
  'if-modified-since': 'IfModifiedSince',
  'if-unmodified-since': 'IfUnmodifiedSince',
  'x-amz-checksum-mode': 'ChecksumMode',
  'x-amz-checksum-type': 'ChecksumType',
  'x-amz-checksum-algorithm': 'ChecksumAlgorithm',
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-crc32c': 'ChecksumCRC32C',
  'x-amz-checksum-crc64nvme': 'ChecksumCRC64NVME',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
  'x-amz-copy-source': 'CopySource',
  'x-amz-copy-source-if-match': 'CopySourceIfMatch',
  'x-amz-copy-source-range': 'CopySourceRange',
  'x-amz-metadata-directive': 'MetadataDirective',
  'x-amz-mp-object-size': 'MpuObjectSize',
  'content-md5': 'ContentMD5',
};

/** Headers that describe an object, where the request makes one. */
const describing: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  expires: 'Expires',
};

const makesObject = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload']);

/** Headers about the request itself, which ask for nothing. */
const transport = new Set([
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-trailer',
  'x-amz-user-agent',
]);

const query: Readonly<Record<string, string>> = {
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  'max-keys': 'MaxKeys',
  'max-buckets': 'MaxBuckets',
  'max-parts': 'MaxParts',
  'bucket-region': 'BucketRegion',
  'continuation-token': 'ContinuationToken',
  'start-after': 'StartAfter',
  'encoding-type': 'EncodingType',
  'fetch-owner': 'FetchOwner',
  'part-number-marker': 'PartNumberMarker',
  partNumber: 'PartNumber',
  uploadId: 'UploadId',
  versionId: 'VersionId',
  'response-content-type': 'ResponseContentType',
  'response-content-disposition': 'ResponseContentDisposition',
  'response-cache-control': 'ResponseCacheControl',
};

/** Query parameters that choose the action, or name it for logs. */
const choosing = new Set(['uploads', 'list-type', 'delete', 'location', 'tagging', 'versions', 'x-id']);

/** The parameters in a query, but for the signature's; one that is not known keeps its name, and is refused by it. */
export function queryParameters(searchParams: URLSearchParams): Input {
  const given = [...searchParams].filter(([name]) => !choosing.has(name) && !/^x-amz-/i.test(name));
  return Object.fromEntries(given.map(([name, value]) => [query[name] ?? name, value]));
}

/** The parameters in headers; presigned URLs carry them in their query. */
export function headerParameters(action: string, given: HttpRequest['headers'], searchParams: URLSearchParams): Input {
  const hoisted = [...searchParams].filter(([name]) => name.startsWith('x-amz-'));
  const all: [string, string | undefined][] = [...Object.entries(given), ...hoisted];
  const parameters: Record<string, unknown> = {};
  const Metadata: Record<string, string> = {};
  for (const [name, value] of all) {
    if (name.startsWith(METADATA)) Metadata[name.slice(METADATA.length)] = decodeText(value ?? '');
    else if (headers[name] !== undefined) parameters[headers[name]] = value;
    else if (describing[name] !== undefined) {
      if (makesObject.has(action))
        parameters[describing[name]] = name === 'content-encoding' ? encodingOf(value) : value;
    } else if (name.startsWith('x-amz-') && !transport.has(name)) parameters[name] = value;
  }
  return { ...parameters, ...(Object.keys(Metadata).length > 0 && { Metadata }) };
}

/** `aws-chunked` is about the transfer, not about the object. */
function encodingOf(value: string | undefined): string | undefined {
  const encodings = (value ?? '').split(',').map((encoding) => encoding.trim());
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',') || undefined;
}

/** Node reads header bytes as Latin-1; S3 takes UTF-8 ("Working with object metadata"). */
function decodeText(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

/** An answer's values as headers. */
export function objectHeaders(output: Input): Record<string, string> {
  const names = Object.entries({ ...describing, ...headers, ...answering });
  const told = names.filter(([, parameter]) => output[parameter] !== undefined);
  const metadata = Object.entries((output.Metadata ?? {}) as Record<string, string>);
  return {
    ...Object.fromEntries(told.map(([name, parameter]) => [name, String(output[parameter])])),
    ...Object.fromEntries(
      metadata.map(([name, value]) => [METADATA + name, Buffer.from(value, 'utf8').toString('latin1')]),
    ),
  };
}

const answering: Readonly<Record<string, string>> = {
  'content-length': 'ContentLength',
  'content-range': 'ContentRange',
  etag: 'ETag',
  'last-modified': 'LastModified',
  'x-amz-version-id': 'VersionId',
  'x-amz-delete-marker': 'DeleteMarker',
  'x-amz-tagging-count': 'TagCount',
};
