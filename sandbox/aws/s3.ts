import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import { ACCOUNT_ID } from '../templates/account.ts';
import type { Bucket } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { parseInput } from './input.ts';
import { checkPostPolicy } from './s3-post-policy.ts';
import { byAction, type Input, type ServiceHandler } from './services.ts';

interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly lastModified: number;
}

export interface S3Options {
  readonly clock: VirtualClock;
  readonly buckets: readonly Bucket[];
  readonly awsUrl: string;
  /** Puts an event of the service on the default bus. */
  readonly publish: (source: string, detailType: string, detail: Input, resources: string[]) => Promise<unknown>;
}

/** Buckets in memory, with uploads by presigned form and by presigned URL. */
export class S3 {
  readonly #options: S3Options;
  readonly #objects = new Map<string, Map<string, StoredObject>>();
  readonly handler: ServiceHandler = byAction({
    ListBuckets: async () => ({ Buckets: this.#options.buckets.map(({ name }) => ({ Name: name })) }),
    HeadBucket: async ({ input }) => {
      this.#bucket(input);
      return {};
    },
    ListObjectsV2: async ({ input }) => this.#listObjects(input),
    PutObject: async ({ input }) => this.#putObject(input, 'PutObject'),
    PostObject: async ({ input }) => this.#postObject(input),
    GetObject: async ({ input }) => {
      const object = this.#object(input);
      return { ...describe(object), Body: object.body };
    },
    HeadObject: async ({ input }) => describe(this.#object(input)),
    DeleteObject: async ({ input }) => {
      this.#objectsOf(this.#bucket(input)).delete(String(input.Key));
      return {};
    },
  });

  constructor(options: S3Options) {
    this.#options = options;
  }

  reset(): void {
    this.#objects.clear();
  }

  #putObject(input: Input, reason: 'PutObject' | 'POST Object'): Input {
    const bucket = this.#bucket(input);
    const { Key, Body, ContentType, Metadata } = parseInput(putInput, input, 'InvalidArgument');
    const body = Buffer.from(Body);
    const etag = createHash('md5').update(body).digest('hex');
    const object = {
      body,
      contentType: ContentType,
      metadata: Metadata,
      etag,
      lastModified: this.#options.clock.now(),
    };
    this.#objectsOf(bucket).set(Key, object);
    if (bucket.eventBridge) this.#announce(bucket, Key, object, reason);
    return { ETag: `"${etag}"` };
  }

  #postObject(input: Input): Input {
    const bucket = this.#bucket(input);
    const fields = input.Fields as Record<string, string>;
    checkPostPolicy({ ...fields, bucket: bucket.name }, (input.Body as Buffer).length, this.#options.clock.now());
    const metadata = Object.entries(fields).filter(([name]) => name.startsWith('x-amz-meta-'));
    const output = this.#putObject(
      {
        ...input,
        ContentType: fields['content-type'],
        Metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice('x-amz-meta-'.length), value])),
      },
      'POST Object',
    );
    const Key = String(input.Key);
    const Location = `${this.#options.awsUrl}/${bucket.name}/${encodeURIComponent(Key)}`;
    return { ...output, Bucket: bucket.name, Key, Location };
  }

  #listObjects(input: Input): Input {
    const bucket = this.#bucket(input);
    const { Prefix, Delimiter, MaxKeys, ContinuationToken, StartAfter } = parseInput(
      listInput,
      input,
      'InvalidArgument',
    );
    if (Delimiter) throw new AwsError('NotImplemented', 'NotImplemented: s3:ListObjectsV2 with a delimiter', 501);
    const after = ContinuationToken ? Buffer.from(ContinuationToken, 'base64url').toString() : StartAfter;
    const found = [...this.#objectsOf(bucket)]
      .filter(([key]) => key.startsWith(Prefix) && key > after)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    const page = found.slice(0, MaxKeys);
    const truncated = found.length > page.length;
    return {
      Name: bucket.name,
      Prefix,
      KeyCount: page.length,
      MaxKeys,
      IsTruncated: truncated,
      NextContinuationToken: truncated ? Buffer.from(page.at(-1)?.[0] ?? '').toString('base64url') : undefined,
      Contents: page.map(([Key, { body, etag, lastModified }]) => ({
        Key,
        LastModified: new Date(lastModified).toISOString(),
        ETag: `"${etag}"`,
        Size: body.length,
        StorageClass: 'STANDARD',
      })),
    };
  }

  /** "Object Created", as S3 sends it to EventBridge ("Amazon S3 event message structure"). */
  #announce(bucket: Bucket, key: string, { body, etag }: StoredObject, reason: string): void {
    const { clock, publish } = this.#options;
    const detail = {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key,
        size: body.length,
        etag,
        sequencer: Math.floor(clock.now() * 1000)
          .toString(16)
          .toUpperCase(),
      },
      'request-id': randomUUID(),
      requester: ACCOUNT_ID,
      'source-ip-address': '127.0.0.1',
      reason,
    };
    clock.start(() => publish('aws.s3', 'Object Created', detail, [bucket.arn]));
  }

  #object(input: Input): StoredObject {
    const object = this.#objectsOf(this.#bucket(input)).get(String(input.Key));
    if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: input.Key });
    return object;
  }

  #objectsOf({ name }: Bucket): Map<string, StoredObject> {
    const objects = this.#objects.get(name) ?? new Map();
    this.#objects.set(name, objects);
    return objects;
  }

  #bucket(input: Input): Bucket {
    const bucket = this.#options.buckets.find(({ name }) => name === input.Bucket);
    if (!bucket)
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: input.Bucket });
    return bucket;
  }
}

function describe({ body, contentType, metadata, etag, lastModified }: StoredObject): Input {
  return {
    ContentType: contentType,
    ContentLength: body.length,
    ETag: `"${etag}"`,
    LastModified: new Date(lastModified).toUTCString(),
    Metadata: metadata,
  };
}

const putInput = z.object({
  Key: z.string().min(1),
  Body: z.instanceof(Uint8Array),
  ContentType: z.string().default('binary/octet-stream'),
  Metadata: z.record(z.string(), z.string()).default({}),
});

const listInput = z.object({
  Prefix: z.string().default(''),
  Delimiter: z.string().optional(),
  MaxKeys: z.coerce.number().int().min(0).max(1000).default(1000),
  ContinuationToken: z.string().optional(),
  StartAfter: z.string().default(''),
});
