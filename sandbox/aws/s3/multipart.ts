import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import { type Checksum, ofParts, verified } from './checksum.ts';
import { type Described, describedOf, type S3Input } from './inputs.ts';
import { etagMatches, etagOf, etagOfParts } from './object.ts';

interface Part {
  readonly body: Buffer;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly lastModified: number;
}

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly described: Described;
  readonly checksumType: Checksum['type'] | undefined;
  readonly initiated: number;
  readonly parts: Map<number, Part>;
}

/** All parts but the last hold at least 5 MiB ("Amazon S3 multipart upload limits"). */
const SMALLEST_PART = 5 * 1024 * 1024;

/** Multipart uploads under way. */
export class MultipartUploads {
  readonly #now: () => number;
  readonly #uploads = new Map<string, Upload>();

  constructor(now: () => number) {
    this.#now = now;
  }

  create(input: S3Input<'CreateMultipartUpload'>): Input {
    const { Bucket, Key, ChecksumAlgorithm, ChecksumType } = input;
    const described = describedOf(input);
    const UploadId = randomBytes(32).toString('base64url');
    const initiated = this.#now();
    const upload = { bucket: Bucket, key: Key, described, checksumType: ChecksumType, initiated, parts: new Map() };
    this.#uploads.set(UploadId, upload);
    return { Bucket, Key, UploadId, ChecksumAlgorithm, ChecksumType };
  }

  put(input: S3Input<'UploadPart'>): Input {
    const { parts } = this.#upload(input);
    const body = Buffer.from(input.Body);
    const checksum = verified(body, input);
    const etag = etagOf(body);
    parts.set(input.PartNumber, { body, etag, checksum, lastModified: this.#now() });
    return { ETag: etag, ...(checksum && { [checksum.name]: checksum.value }) };
  }

  /** The object that the parts make; the upload is over. */
  complete(input: S3Input<'CompleteMultipartUpload'>) {
    const upload = this.#upload(input);
    const parts = chosenParts(upload, input);
    const body = Buffer.concat(parts.map((part) => part.body));
    const checksum = ofParts(parts, input.ChecksumType ?? upload.checksumType);
    const claimed = checksum && input[checksum.name];
    if (checksum?.type === 'FULL_OBJECT' && claimed !== undefined && claimed !== checksum.value)
      throw new AwsError('BadDigest', 'The checksum you specified did not match the calculated checksum.');
    this.#uploads.delete(input.UploadId);
    return { body, checksum, described: upload.described, etag: etagOfParts(parts.map(({ etag }) => etag)) };
  }

  abort(input: S3Input<'AbortMultipartUpload'>): Input {
    this.#upload(input);
    this.#uploads.delete(input.UploadId);
    return {};
  }

  listParts(input: S3Input<'ListParts'>): Input {
    const { Bucket, Key, UploadId, MaxParts, PartNumberMarker } = input;
    const left = [...this.#upload(input).parts]
      .sort(([one], [other]) => one - other)
      .filter(([number]) => number > PartNumberMarker);
    const page = left.slice(0, MaxParts);
    return {
      Bucket,
      Key,
      UploadId,
      PartNumberMarker,
      NextPartNumberMarker: page.at(-1)?.[0],
      MaxParts,
      IsTruncated: left.length > page.length,
      Part: page.map(([PartNumber, { body, etag, checksum, lastModified }]) => ({
        PartNumber,
        LastModified: new Date(lastModified).toISOString(),
        ETag: etag,
        Size: body.length,
        ...(checksum && { [checksum.name]: checksum.value }),
      })),
    };
  }

  list({ Bucket, Prefix }: S3Input<'ListMultipartUploads'>): Input {
    const found = [...this.#uploads].filter(([, { bucket, key }]) => bucket === Bucket && key.startsWith(Prefix));
    return {
      Bucket,
      Prefix,
      MaxUploads: 1000,
      IsTruncated: false,
      Upload: found.map(([UploadId, { key, initiated }]) => ({
        Key: key,
        UploadId,
        StorageClass: 'STANDARD',
        Initiated: new Date(initiated).toISOString(),
      })),
    };
  }

  clear(): void {
    this.#uploads.clear();
  }

  #upload({ Bucket, Key, UploadId }: { Bucket: string; Key: string; UploadId: string }): Upload {
    const upload = this.#uploads.get(UploadId);
    if (!upload || upload.bucket !== Bucket || upload.key !== Key)
      throw new AwsError(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
        404,
        { UploadId },
      );
    return upload;
  }
}

/** The parts that a request names, which must be there as named, in ascending order. */
function chosenParts({ parts }: Upload, { Parts }: S3Input<'CompleteMultipartUpload'>): Part[] {
  if (Parts.length === 0) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  if (Parts.some(({ PartNumber }, index) => PartNumber <= (Parts[index - 1]?.PartNumber ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  return Parts.map((named, index) => {
    const part = parts.get(named.PartNumber);
    const claimed = part?.checksum && named[part.checksum.name];
    if (!part || !etagMatches(named.ETag, part.etag) || (claimed !== undefined && claimed !== part.checksum?.value))
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.', 400, {
        PartNumber: named.PartNumber,
      });
    if (index < Parts.length - 1 && part.body.length < SMALLEST_PART)
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
        PartNumber: named.PartNumber,
        ProposedSize: part.body.length,
        MinSizeAllowed: SMALLEST_PART,
      });
    return part;
  });
}
