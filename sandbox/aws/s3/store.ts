import { randomUUID } from 'node:crypto';
import type { VirtualClock } from '../../clock.ts';
import { ACCOUNT_ID } from '../../templates/account.ts';
import type { Bucket } from '../../templates/app-resources.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import { describeChecksum } from './checksum.ts';
import { etagMatches, preconditionFailed, type StoredObject } from './object.ts';
import type { Tags } from './tags.ts';
import { ObjectVersions, type Version } from './versions.ts';

export interface ObjectStoreOptions {
  readonly clock: VirtualClock;
  readonly buckets: readonly Bucket[];
  /** Puts an event of the service on the default bus. */
  readonly publish: (source: string, detailType: string, detail: Input, resources: string[]) => Promise<unknown>;
}

interface Named {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/** The objects of all buckets; what becomes of them is told on the default bus, if the bucket is set so. */
export class ObjectStore {
  readonly #options: ObjectStoreOptions;
  readonly #objects = new Map<string, ObjectVersions>();

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

  versionsIn(input: { Bucket: string }): ObjectVersions {
    const { name, versioned } = this.bucket(input);
    const versions = this.#objects.get(name) ?? new ObjectVersions(versioned);
    this.#objects.set(name, versions);
    return versions;
  }

  /** The version that is named, or else the latest. Throws NoSuchKey, NoSuchVersion, MethodNotAllowed. */
  object({ Bucket, Key, VersionId }: Named): StoredObject {
    const versions = this.versionsIn({ Bucket });
    const object = VersionId === undefined ? versions.latest(Key) : versions.version(Key, VersionId);
    if (!object) throw noSuchKey(Key);
    return object;
  }

  /** The same, or undefined where there is none. */
  find({ Bucket, Key, VersionId }: Named): StoredObject | undefined {
    const versions = this.versionsIn({ Bucket });
    return VersionId === undefined ? versions.latest(Key) : versions.all().get(Key)?.find(isVersion(VersionId))?.object;
  }

  /** The object that `bucket/key`, percent-encoded, names, perhaps with `?versionId=`. */
  source(copySource: string): StoredObject {
    const [path = '', VersionId] = copySource.split('?versionId=');
    const [, Bucket = '', Key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
    return this.object({ Bucket, Key, VersionId });
  }

  /** Throws PreconditionFailed for a write whose conditions do not hold. */
  checkWrite(write: Named & { IfMatch?: string | undefined; IfNoneMatch?: string | undefined }): void {
    const object = this.versionsIn(write).latest(write.Key);
    if (write.IfNoneMatch !== undefined && object) throw preconditionFailed('If-None-Match');
    if (write.IfMatch === undefined) return;
    if (!object) throw noSuchKey(write.Key);
    if (!etagMatches(write.IfMatch, object.etag)) throw preconditionFailed('If-Match');
  }

  /** `reason` is the action, as the event tells it. */
  put(named: Named, put: Omit<StoredObject, 'lastModified'>, reason: string): Input {
    const { etag, body, checksum } = put;
    const versionId = this.versionsIn(named).put(named.Key, { ...put, lastModified: this.#options.clock.now() });
    const version = this.#told(named, versionId);
    const told = { key: named.Key, size: body.length, etag: etag.replaceAll('"', ''), ...version };
    this.#announce(named, 'Object Created', reason, told);
    return { ETag: etag, ...this.#answered(named, versionId), ...describeChecksum(checksum) };
  }

  /** A version for good, or else, where there are versions, by a marker on top of them. Is no error if there is nothing. */
  delete({ VersionId, ...named }: Named): Input {
    const versions = this.versionsIn(named);
    if (this.bucket(named).versioned && VersionId === undefined) {
      const versionId = versions.mark(named.Key, this.#options.clock.now());
      this.#announceDeletion(named, versionId, 'Delete Marker Created');
      return { DeleteMarker: true, VersionId: versionId };
    }
    const removed = versions.remove(named.Key, VersionId);
    if (removed) this.#announceDeletion(named, removed.versionId, 'Permanently Deleted');
    return { VersionId, ...(removed && !removed.object && { DeleteMarker: true }) };
  }

  /** Gives a version, by default the latest, these tags in place of those that it has. */
  tag({ VersionId, ...named }: Named, tags: Tags): Input {
    const { etag } = this.object({ ...named, VersionId });
    const versionId = this.versionsIn(named).tag(named.Key, VersionId, tags);
    const happened = Object.keys(tags).length > 0 ? 'Object Tags Added' : 'Object Tags Deleted';
    const told = { key: named.Key, etag: etag.replaceAll('"', ''), ...this.#told(named, versionId) };
    this.#announce(named, happened, undefined, told);
    return this.#answered(named, versionId);
  }

  #announceDeletion(named: Named, versionId: string, how: string): void {
    const told = { key: named.Key, ...this.#told(named, versionId) };
    this.#announce(named, 'Object Deleted', 'DeleteObject', told, { 'deletion-type': how });
  }

  /** A version, as events name it; a bucket without versions tells of none. */
  #told(named: Named, versionId: string): Input {
    return this.bucket(named).versioned ? { 'version-id': versionId } : {};
  }

  #answered(named: Named, VersionId: string): Input {
    return this.bucket(named).versioned ? { VersionId } : {};
  }

  /** As S3 tells EventBridge ("Amazon S3 event message structure"). */
  #announce(named: Named, detailType: string, reason: string | undefined, object: Input, more: Input = {}): void {
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
      ...(reason !== undefined && { reason }),
      ...more,
    };
    clock.start(() => publish('aws.s3', detailType, detail, [bucket.arn]));
  }
}

const noSuchKey = (Key: string) => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key });
const isVersion = (wanted: string) => (version: Version) => version.versionId === wanted;
