import type { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../../templates/account.ts';
import type { Bucket } from '../../templates/app-resources.ts';
import { readInput } from '../input.ts';
import { pageOf } from '../page.ts';
import { byAction, type Input, type ServiceCall, type ServiceHandler } from '../services.ts';
import { verified } from './checksum.ts';
import { describedOf, type S3Input, s3Inputs } from './inputs.ts';
import { listObjects } from './listing.ts';
import { MultipartUploads } from './multipart.ts';
import { etagOf, readObject } from './object.ts';
import { uploadOf } from './post-form.ts';
import { ObjectStore, type ObjectStoreOptions } from './store.ts';

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
      return listObjects(this.#store.objectsIn(input), input);
    },
    PutObject: async (call) => this.#putObject(read(call, s3Inputs.PutObject)),
    CopyObject: async (call) => this.#copyObject(read(call, s3Inputs.CopyObject)),
    PostObject: async (call) => this.#postObject(call),
    GetObject: async (call) => this.#getObject(read(call, s3Inputs.GetObject)),
    HeadObject: async (call) => this.#getObject(read(call, s3Inputs.GetObject)),
    GetObjectTagging: async (call) => {
      // Nothing that gives tags is supported, so there are none.
      this.#store.object(read(call, s3Inputs.GetObjectTagging));
      return {};
    },
    DeleteObject: async (call) => {
      this.#store.delete(read(call, s3Inputs.DeleteObject));
      return {};
    },
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
    const { ETag } = this.#store.put(input, { ...source, described, etag: etagOf(source.body) }, 'CopyObject');
    return { ETag, LastModified: new Date(this.#options.clock.now()).toISOString() };
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
    for (const { Key } of Objects) this.#store.delete({ Bucket, Key });
    return Quiet ? {} : { Deleted: Objects };
  }
}

const read = <T>(call: ServiceCall, schema: z.ZodType<T>): T => readInput(call, schema, 'InvalidArgument');
