import { randomUUID } from 'node:crypto';
import type { VirtualClock } from '../../clock.ts';
import { ACCOUNT_ID } from '../../templates/account.ts';
import type { Bucket } from '../../templates/app-resources.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import { describeChecksum } from './checksum.ts';
import { etagMatches, preconditionFailed, type StoredObject } from './object.ts';

export interface ObjectStoreOptions {
  readonly clock: VirtualClock;
  readonly buckets: readonly Bucket[];
  /** Puts an event of the service on the default bus. */
  readonly publish: (source: string, detailType: string, detail: Input, resources: string[]) => Promise<unknown>;
}

interface Named {
  readonly Bucket: string;
  readonly Key: string;
}

/** The objects of all buckets; what becomes of them is told on the default bus, if the bucket is set so. */
export class ObjectStore {
  readonly #options: ObjectStoreOptions;
  readonly #objects = new Map<string, Map<string, StoredObject>>();

  constructor(options: ObjectStoreOptions) {
    this.#options = options;
  }

  clear(): void {
    this.#objects.clear();
  }

  /** Throws NoSuchBucket. */
  bucket({ Bucket }: { Bucket: string }): Bucket {
    const bucket = this.#options.buckets.find(({ name }) => name === Bucket);
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: Bucket });
    return bucket;
  }

  objectsIn(input: { Bucket: string }): Map<string, StoredObject> {
    const { name } = this.bucket(input);
    const objects = this.#objects.get(name) ?? new Map();
    this.#objects.set(name, objects);
    return objects;
  }

  /** Throws NoSuchKey. */
  object({ Bucket, Key }: Named): StoredObject {
    const object = this.objectsIn({ Bucket }).get(Key);
    if (!object) throw noSuchKey(Key);
    return object;
  }

  /** The object that `bucket/key`, percent-encoded, names. */
  source(copySource: string): StoredObject {
    const [, Bucket = '', Key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(copySource)) ?? [];
    return this.object({ Bucket, Key });
  }

  /** Throws PreconditionFailed for a write whose conditions do not hold. */
  checkWrite(write: Named & { IfMatch?: string | undefined; IfNoneMatch?: string | undefined }): void {
    const object = this.objectsIn(write).get(write.Key);
    if (write.IfNoneMatch !== undefined && object) throw preconditionFailed('If-None-Match');
    if (write.IfMatch === undefined) return;
    if (!object) throw noSuchKey(write.Key);
    if (!etagMatches(write.IfMatch, object.etag)) throw preconditionFailed('If-Match');
  }

  /** `reason` is the action, as the event tells it. */
  put(named: Named, put: Omit<StoredObject, 'lastModified'>, reason: string): Input {
    const object = { ...put, lastModified: this.#options.clock.now() };
    this.objectsIn(named).set(named.Key, object);
    const { etag, body, checksum } = object;
    const told = { key: named.Key, size: body.length, etag: etag.replaceAll('"', '') };
    this.#announce(named, 'Object Created', reason, told);
    return { ETag: etag, ...describeChecksum(checksum) };
  }

  /** Is no error if there is no such object. */
  delete(named: Named): void {
    const existed = this.objectsIn(named).delete(named.Key);
    const how = { 'deletion-type': 'Permanently Deleted' };
    if (existed) this.#announce(named, 'Object Deleted', 'DeleteObject', { key: named.Key }, how);
  }

  /** As S3 tells EventBridge ("Amazon S3 event message structure"). */
  #announce(named: Named, detailType: string, reason: string, object: Input, more: Input = {}): void {
    const bucket = this.bucket(named);
    if (!bucket.eventBridge) return;
    const { clock, publish } = this.#options;
    const sequencer = Math.floor(clock.now() * 1000)
      .toString(16)
      .toUpperCase();
    const detail = {
      version: '0',
      bucket: { name: bucket.name },
      object: { ...object, sequencer },
      'request-id': randomUUID(),
      requester: ACCOUNT_ID,
      'source-ip-address': '127.0.0.1',
      reason,
      ...more,
    };
    clock.start(() => publish('aws.s3', detailType, detail, [bucket.arn]));
  }
}

const noSuchKey = (Key: string) => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key });
