import { AwsError, notImplemented } from '../aws-error.ts';
import type { Input } from '../services.ts';
import type { S3Input } from './inputs.ts';
import type { StoredObject } from './object.ts';
import type { ObjectVersions } from './versions.ts';

interface Entry {
  /** Where a list goes on behind this entry. */
  readonly after: string;
  readonly prefix?: string;
  readonly key?: string;
}

/** ListObjectsV2: keys in the order of their UTF-8 bytes, those under one common prefix as one entry. */
export function listObjects(objects: ReadonlyMap<string, StoredObject>, input: S3Input<'ListObjectsV2'>): Input {
  const { Bucket, Prefix, Delimiter, MaxKeys, ContinuationToken, StartAfter, EncodingType } = input;
  const after = ContinuationToken === undefined ? StartAfter : readToken(ContinuationToken);
  const entries = entriesOf([...objects.keys()], input).filter((entry) => compare(entry.after, after) > 0);
  const page = entries.slice(0, MaxKeys);
  const truncated = entries.length > page.length && page.length > 0;
  const encode = (text: string) => (EncodingType === 'url' ? encodeKey(text) : text);
  return {
    Name: Bucket,
    Prefix: encode(Prefix),
    Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
    StartAfter: StartAfter === '' ? undefined : encode(StartAfter),
    EncodingType,
    KeyCount: page.length,
    MaxKeys,
    IsTruncated: truncated,
    ContinuationToken,
    NextContinuationToken: truncated ? writeToken(page.at(-1)?.after ?? '') : undefined,
    Contents: page.flatMap(({ key }) => (key === undefined ? [] : [describe(encode(key), objects.get(key))])),
    CommonPrefixes: page.flatMap(({ prefix }) => (prefix === undefined ? [] : [{ Prefix: encode(prefix) }])),
  };
}

/** ListObjectVersions: the versions of a key from the newest to the oldest, and delete markers apart. The whole on one page. */
export function listVersions(versions: ObjectVersions, input: S3Input<'ListObjectVersions'>): Input {
  const { Bucket, Prefix, MaxKeys, EncodingType } = input;
  const encode = (text: string) => (EncodingType === 'url' ? encodeKey(text) : text);
  const found = [...versions.all()]
    .filter(([key]) => key.startsWith(Prefix))
    .sort(([one], [other]) => compare(one, other))
    .flatMap(([key, of]) => of.toReversed().map((version, index) => ({ key, version, IsLatest: index === 0 })));
  if (found.length > MaxKeys) throw notImplemented('s3', 'ListObjectVersions over more than one page');
  const common = ({ key, version, IsLatest }: (typeof found)[number]) => ({
    ...(version.object
      ? describe(encode(key), version.object)
      : { Key: encode(key), LastModified: new Date(version.lastModified).toISOString() }),
    VersionId: version.versionId,
    IsLatest,
  });
  return {
    ...{ Name: Bucket, Prefix: encode(Prefix), EncodingType, MaxKeys, IsTruncated: false },
    Version: found.filter(({ version }) => version.object).map(common),
    DeleteMarker: found.filter(({ version }) => !version.object).map(common),
  };
}

function entriesOf(keys: readonly string[], { Prefix, Delimiter }: S3Input<'ListObjectsV2'>): Entry[] {
  const entries = new Map<string, Entry>();
  for (const key of keys.filter((candidate) => candidate.startsWith(Prefix)).sort(compare)) {
    const end = Delimiter === '' ? -1 : key.indexOf(Delimiter, Prefix.length);
    if (end < 0) entries.set(key, { after: key, key });
    else {
      const prefix = key.slice(0, end + Delimiter.length);
      // The keys are sorted, so the last one of a prefix stands.
      entries.set(prefix, { after: key, prefix });
    }
  }
  return [...entries.values()];
}

/** S3 orders keys by their UTF-8 bytes, which differs from JavaScript's order beyond U+FFFF. */
export function compare(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** `encoding-type=url`: percent-encoded but for slashes. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

function describe(Key: string, object: StoredObject | undefined): Input {
  return {
    Key,
    LastModified: new Date(object?.lastModified ?? 0).toISOString(),
    ETag: object?.etag,
    ...(object?.checksum && {
      ChecksumAlgorithm: object.checksum.name.slice('Checksum'.length),
      ChecksumType: object.checksum.type,
    }),
    Size: object?.body.length,
    StorageClass: 'STANDARD',
  };
}

const PREFIX = 'after:';

function writeToken(after: string): string {
  return Buffer.from(PREFIX + after).toString('base64url');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(PREFIX)) throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect');
  return text.slice(PREFIX.length);
}
