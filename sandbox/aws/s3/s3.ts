import { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../../templates/account.ts';
import type { Bucket } from '../../templates/app-resources.ts';
import { readInput } from '../input.ts';
import { pageOf } from '../page.ts';
import { byAction, type Input, type ServiceCall, type ServiceHandler } from '../services.ts';
import { verified } from './checksum.ts';
import { describedOf, type S3Input, s3Inputs } from './inputs.ts';
import { listObjects, listVersions } from './listing.ts';
import { MultipartUploads } from './multipart.ts';
import { etagOf, readObject } from './object.ts';
import { uploadOf } from './post-form.ts';
import { ObjectStore, type ObjectStoreOptions } from './store.ts';
import { describeTags, type Tags, tagsOf } from './tags.ts';

export interface S3Options extends ObjectStoreOptions {
  readonly awsUrl: string;
}

/** Buckets in memory: objects, uploads in parts, by presigned form and by presigned URL. */
export class S3 {
  readonly #options: S3Options;
  readonly #created: string;
  readonly #uploads: MultipartUploads;
  readonly #store: ObjectStore;
  readonly handler: ServiceHandler = byAction({
    ListBuckets: async (call) => this.#listBuckets(read(call, s3Inputs.ListBuckets)),
    HeadBucket: async (call) => {
      this.#store.bucket(read(call, s3Inputs.HeadBucket));
      return { BucketRegion: REGION };
    },
    GetBucketLocation: async (call) => {
      this.#store.bucket(read(call, s3Inputs.GetBucketLocation));
      // us-east-1 is an empty constraint.
      return {};
    },
    ListObjectsV2: async (call) => {
      const input = read(call, s3Inputs.ListObjectsV2);
      return listObjects(this.#store.versionsIn(input).current(), input);
    },
    ListObjectVersions: async (call) => {
      const input = read(call, s3Inputs.ListObjectVersions);
      return listVersions(this.#store.versionsIn(input), input);
    },
    PutObject: async (call) => this.#putObject(read(call, s3Inputs.PutObject)),
    CopyObject: async (call) => this.#copyObject(read(call, s3Inputs.CopyObject)),
    PostObject: async (call) => this.#postObject(call),
    GetObject: async (call) => this.#getObject(read(call, s3Inputs.GetObject)),
    HeadObject: async (call) => this.#getObject(read(call, s3Inputs.GetObject)),
    GetObjectTagging: async (call) => {
      const { tags = {}, versionId } = this.#store.object(read(call, s3Inputs.GetObjectTagging));
      return { ...describeTags(tags), VersionId: versionId };
    },
    PutObjectTagging: async (call) => {
      const { TagSet, ...named } = read(call, s3Inputs.PutObjectTagging);
      return this.#store.tag(named, tagsOf(TagSet));
    },
    DeleteObjectTagging: async (call) => this.#store.tag(read(call, s3Inputs.DeleteObjectTagging), {}),
    DeleteObject: async (call) => this.#store.delete(read(call, s3Inputs.DeleteObject)),
    DeleteObjects: async (call) => this.#deleteObjects(read(call, s3Inputs.DeleteObjects)),
    CreateMultipartUpload: async (call) => {
      const input = read(call, s3Inputs.CreateMultipartUpload);
      this.#store.bucket(input);
      return this.#uploads.create(input);
    },
    UploadPart: async (call) => this.#uploads.put(read(call, s3Inputs.UploadPart)),
    UploadPartCopy: async (call) => this.#copyPart(read(call, s3Inputs.UploadPartCopy)),
    CompleteMultipartUpload: async (call) => this.#completeUpload(read(call, s3Inputs.CompleteMultipartUpload)),
    AbortMultipartUpload: async (call) => this.#uploads.abort(read(call, s3Inputs.AbortMultipartUpload)),
    ListParts: async (call) => this.#uploads.listParts(read(call, s3Inputs.ListParts)),
    ListMultipartUploads: async (call) => this.#uploads.list(read(call, s3Inputs.ListMultipartUploads)),
  });

  constructor(options: S3Options) {
    const { clock } = options;
    this.#options = options;
    this.#created = new Date(clock.now()).toISOString();
    this.#store = new ObjectStore(options);
    this.#uploads = new MultipartUploads(() => clock.now());
  }

  /** The tags of the object that a call is about, none where there is no such object: policies may ask for them. */
  tagsOf({ Bucket, Key, VersionId }: Input): Tags {
    const named = namedObject.safeParse({ Bucket, Key, VersionId });
    if (!named.success || !this.#options.buckets.some(({ name }) => name === named.data.Bucket)) return {};
    return this.#store.find(named.data)?.tags ?? {};
  }

  reset(): void {
    this.#store.clear();
    this.#uploads.clear();
  }

  #listBuckets({ Prefix, MaxBuckets, ContinuationToken, BucketRegion = REGION }: S3Input<'ListBuckets'>): Input {
    const found = this.#options.buckets.filter(({ name }) => name.startsWith(Prefix) && BucketRegion === REGION);
    const paging = { limit: MaxBuckets, token: ContinuationToken, key: ({ name }: Bucket) => name };
    const { items, nextToken } = pageOf(found, paging);
    return {
      Owner: { ID: ACCOUNT_ID },
      Buckets: { Bucket: items.map(({ name }) => ({ Name: name, CreationDate: this.#created, BucketRegion: REGION })) },
      ContinuationToken: nextToken,
      Prefix: Prefix === '' ? undefined : Prefix,
    };
  }

  #putObject(input: S3Input<'PutObject'>): Input {
    this.#store.checkWrite(input);
    const body = Buffer.from(input.Body);
    const put = { body, etag: etagOf(body), described: describedOf(input), checksum: verified(body, input) };
    return this.#store.put(input, put, 'PutObject');
  }

  #copyObject(input: S3Input<'CopyObject'>): Input {
    const source = this.#store.source(input.CopySource);
    const described = input.MetadataDirective === 'REPLACE' ? describedOf(input) : source.described;
    const { body, checksum, tags } = source;
    const put = { body, checksum, described, etag: etagOf(body), ...(tags && { tags }) };
    const { ETag, VersionId } = this.#store.put(input, put, 'CopyObject');
    return { ETag, LastModified: new Date(this.#options.clock.now()).toISOString(), VersionId };
  }

  #copyPart(input: S3Input<'UploadPartCopy'>): Input {
    const { CopySource, CopySourceRange: Range, CopySourceIfMatch: IfMatch, ...part } = input;
    const { Body } = readObject(this.#store.source(CopySource), { Bucket: part.Bucket, Key: part.Key, Range, IfMatch });
    const { ETag } = this.#uploads.put({ ...part, Body: Body as Buffer<ArrayBuffer> });
    return { ETag, LastModified: new Date(this.#options.clock.now()).toISOString() };
  }

  #postObject(call: ServiceCall): Input {
    const input = read(call, s3Inputs.PostObject);
    const { Bucket, Key } = input;
    this.#store.bucket(input);
    const { body, described } = uploadOf(input, this.#options.clock.now());
    const output = this.#store.put(input, { body, etag: etagOf(body), described, checksum: undefined }, 'POST Object');
    return { ...output, Bucket, Key, Location: `${this.#options.awsUrl}/${Bucket}/${encodeURIComponent(Key)}` };
  }

  #completeUpload(input: S3Input<'CompleteMultipartUpload'>): Input {
    const { Bucket, Key } = input;
    this.#store.checkWrite(input);
    const output = this.#store.put(input, this.#uploads.complete(input), 'CompleteMultipartUpload');
    return { Location: `${this.#options.awsUrl}/${Bucket}/${encodeURIComponent(Key)}`, Bucket, Key, ...output };
  }

  #getObject(input: S3Input<'GetObject'>): Input {
    return readObject(this.#store.object(input), input);
  }

  #deleteObjects({ Bucket, Objects, Quiet }: S3Input<'DeleteObjects'>): Input {
    const deleted = Objects.map(({ Key, VersionId }) => {
      const { DeleteMarker, VersionId: answered } = this.#store.delete({ Bucket, Key, VersionId });
      return { Key, VersionId, ...(DeleteMarker === true && { DeleteMarker, DeleteMarkerVersionId: answered }) };
    });
    return Quiet ? {} : { Deleted: deleted };
  }
}

const namedObject = z.object({ Bucket: z.string(), Key: z.string(), VersionId: z.string().optional() });
const read = <T>(call: ServiceCall, schema: z.ZodType<T>): T => readInput(call, schema, 'InvalidArgument');
