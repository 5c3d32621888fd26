import { z } from 'zod';
import { checksumParameters } from './checksum.ts';

// What the actions take, by the names of S3's API.

const bucket = { Bucket: z.string() };
const object = { ...bucket, Key: z.string().min(1) };
const version = { VersionId: z.string().optional() };
const count = (most: number) => z.coerce.number().int().min(0).max(most).default(most);
const conditions = {
  IfMatch: z.string().optional(),
  IfNoneMatch: z.string().optional(),
  IfModifiedSince: z.string().optional(),
  IfUnmodifiedSince: z.string().optional(),
};

/** What is kept beside an object's bytes and handed out with them. */
const described = {
  ContentType: z.string().optional(),
  CacheControl: z.string().optional(),
  ContentDisposition: z.string().optional(),
  ContentEncoding: z.string().optional(),
  ContentLanguage: z.string().optional(),
  Expires: z.string().optional(),
  Metadata: z.record(z.string(), z.string()).default({}),
};

export type Described = z.output<typeof describedObject>;
const describedObject = z.object(described);

/** The part of an input that describes the object. */
export const describedOf = (input: Described): Described => describedObject.parse(input);

const checksums = { ContentMD5: z.string().optional(), ...checksumParameters };
const body = { Body: z.instanceof(Uint8Array) };
const upload = { ...object, UploadId: z.string() };

export const s3Inputs = {
  ListBuckets: z.strictObject({
    MaxBuckets: count(10_000),
    ContinuationToken: z.string().optional(),
    Prefix: z.string().default(''),
    BucketRegion: z.string().optional(),
  }),
  HeadBucket: z.strictObject(bucket),
  GetBucketLocation: z.strictObject(bucket),
  ListObjectsV2: z.strictObject({
    ...bucket,
    Prefix: z.string().default(''),
    Delimiter: z.string().default(''),
    MaxKeys: count(1000),
    ContinuationToken: z.string().optional(),
    StartAfter: z.string().default(''),
    FetchOwner: z.enum(['false']).optional(),
    EncodingType: z.enum(['url']).optional(),
  }),
  ListObjectVersions: z.strictObject({
    ...bucket,
    Prefix: z.string().default(''),
    MaxKeys: count(1000),
    EncodingType: z.enum(['url']).optional(),
  }),
  PutObject: z.strictObject({
    ...object,
    ...body,
    ...described,
    ...checksums,
    IfNoneMatch: z.literal('*').optional(),
    IfMatch: z.string().optional(),
  }),
  CopyObject: z.strictObject({
    ...object,
    ...described,
    CopySource: z.string(),
    MetadataDirective: z.enum(['COPY', 'REPLACE']).default('COPY'),
    ChecksumAlgorithm: z.string().optional(),
  }),
  GetObject: z.strictObject({
    ...object,
    ...version,
    ResponseContentType: z.string().optional(),
    ResponseContentDisposition: z.string().optional(),
    ResponseCacheControl: z.string().optional(),
    ...conditions,
    Range: z.string().optional(),
    PartNumber: z.coerce.number().int().min(1).max(1).optional(),
    ChecksumMode: z.enum(['ENABLED']).optional(),
  }),
  GetObjectTagging: z.strictObject({ ...object, ...version }),
  PutObjectTagging: z.strictObject({
    ...object,
    ...version,
    ...checksums,
    TagSet: z.array(z.strictObject({ Key: z.string(), Value: z.string() })),
  }),
  DeleteObjectTagging: z.strictObject({ ...object, ...version }),
  DeleteObject: z.strictObject({ ...object, ...version }),
  DeleteObjects: z.strictObject({
    ...bucket,
    Objects: z
      .array(z.strictObject({ Key: z.string(), ...version }))
      .min(1)
      .max(1000),
    Quiet: z.boolean().default(false),
    ...checksums,
  }),
  PostObject: z.strictObject({
    ...object,
    ...body,
    Fields: z.record(z.string(), z.string()),
    FileName: z.string().optional(),
  }),
  CreateMultipartUpload: z.strictObject({
    ...object,
    ...described,
    ChecksumAlgorithm: z.string().optional(),
    ChecksumType: z.enum(['COMPOSITE', 'FULL_OBJECT']).optional(),
  }),
  UploadPart: z.strictObject({
    ...upload,
    ...body,
    ...checksums,
    PartNumber: z.coerce.number().int().min(1).max(10_000),
  }),
  CompleteMultipartUpload: z.strictObject({
    ...upload,
    Parts: z.array(z.strictObject({ PartNumber: z.coerce.number().int(), ETag: z.string(), ...checksumParameters })),
    ChecksumType: z.enum(['COMPOSITE', 'FULL_OBJECT']).optional(),
    MpuObjectSize: z.coerce.number().optional(),
    ...checksumParameters,
    IfNoneMatch: z.literal('*').optional(),
    IfMatch: z.string().optional(),
  }),
  UploadPartCopy: z.strictObject({
    ...upload,
    PartNumber: z.coerce.number().int().min(1).max(10_000),
    CopySource: z.string(),
    CopySourceRange: z.string().optional(),
    CopySourceIfMatch: z.string().optional(),
  }),
  AbortMultipartUpload: z.strictObject(upload),
  ListParts: z.strictObject({ ...upload, MaxParts: count(1000), PartNumberMarker: z.coerce.number().default(0) }),
  ListMultipartUploads: z.strictObject({
    ...bucket,
    Prefix: z.string().default(''),
    EncodingType: z.enum(['url']).optional(),
  }),
};

export type S3Input<A extends keyof typeof s3Inputs> = z.output<(typeof s3Inputs)[A]>;
