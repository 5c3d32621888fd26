import { AwsError } from '../aws/aws-error.ts';
import type { ServiceCall } from '../aws/services.ts';
import { limits } from './limits.ts';

type Texts = Readonly<Record<string, string>>;

/** An object's key in 1,024 bytes, its metadata in 2 KB. */
export function checkObject({ input }: ServiceCall): void {
  checkKey(input.Key);
  checkMetadata((input.Metadata ?? {}) as Texts);
}

/** An upload form: as an object, and 20 KB for all that stands before the file. */
export function checkUpload({ input }: ServiceCall): void {
  const fields = Object.entries((input.Fields ?? {}) as Texts);
  const most = limits.uploadFields.figure;
  // Whether S3 counts the form's boundaries too is not told: the sandbox counts names and values only.
  if (sizeOf(fields) > most)
    throw new AwsError(
      'MaxPostPreDataLengthExceeded',
      'Your POST request fields preceding the upload file were too large.',
      400,
      { MaxPostPreDataLengthBytes: most },
    );
  checkKey(input.Key);
  checkMetadata(Object.fromEntries(fields.filter(([name]) => name.startsWith(METADATA)).map(withoutPrefix)));
}

function checkKey(key: unknown): void {
  const size = Buffer.byteLength(String(key ?? ''));
  const most = limits.objectKey.figure;
  if (size > most)
    throw new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: size, MaxSizeAllowed: most });
}

/** Names and values count, in UTF-8, without the prefix of the headers ("Working with object metadata"). */
function checkMetadata(metadata: Texts): void {
  const size = sizeOf(Object.entries(metadata));
  const most = limits.objectMetadata.figure;
  if (size > most)
    throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: size,
      MaxSizeAllowed: most,
    });
}

const METADATA = 'x-amz-meta-';
const withoutPrefix = ([name, value]: [string, string]): [string, string] => [name.slice(METADATA.length), value];

function sizeOf(entries: readonly [string, string][]): number {
  return entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
}
