import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { StoredObject } from './object.ts';

/** What was put under a key at one time, or that it was deleted then. An object of a bucket without versions is the version `null`. */
export interface Version {
  readonly versionId: string;
  readonly lastModified: number;
  /** Undefined for a delete marker. */
  readonly object: StoredObject | undefined;
}

/** The id of what was put without versioning ("Working with objects in a versioning-enabled bucket"). */
export const NULL_VERSION = 'null';

/** The versions of a bucket's objects, the newest last; without versioning, each key has one at most. */
export class ObjectVersions {
  readonly #versions = new Map<string, readonly Version[]>();
  readonly #versioned: boolean;

  constructor(versioned: boolean) {
    this.#versioned = versioned;
  }

  /** The objects that are there now, by key. */
  current(): Map<string, StoredObject> {
    const found = [...this.#versions].map(([key, versions]) => [key, versions.at(-1)?.object] as const);
    return new Map(found.filter((entry): entry is [string, StoredObject] => entry[1] !== undefined));
  }

  all(): ReadonlyMap<string, readonly Version[]> {
    return this.#versions;
  }

  /** The object under a key now. */
  latest(key: string): StoredObject | undefined {
    return this.#versions.get(key)?.at(-1)?.object;
  }

  /** Throws NoSuchVersion, and MethodNotAllowed for a delete marker, which has nothing to give. */
  version(key: string, versionId: string): StoredObject {
    const found = this.#find(key, versionId);
    if (!found) throw noSuchVersion(key, versionId);
    if (!found.object)
      throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
        Method: 'GET',
        ResourceType: 'DeleteMarker',
      });
    return found.object;
  }

  /** The id of the new version. */
  put(key: string, object: StoredObject): string {
    return this.#add(key, object, object.lastModified);
  }

  /** A delete marker on top of the versions of a key. */
  mark(key: string, now: number): string {
    return this.#add(key, undefined, now);
  }

  /** Deletes one version for good, or all there is without versioning; undefined if there is none. */
  remove(key: string, versionId: string = NULL_VERSION): Version | undefined {
    const found = this.#find(key, versionId);
    const left = (this.#versions.get(key) ?? []).filter((version) => version !== found);
    if (left.length > 0) this.#versions.set(key, left);
    else this.#versions.delete(key);
    return found;
  }

  /** Gives a version, by default the latest, other tags. Throws as `version` does, and NoSuchKey. */
  tag(key: string, versionId: string | undefined, tags: Readonly<Record<string, string>>): string {
    const versions = this.#versions.get(key) ?? [];
    const wanted = versionId ?? versions.at(-1)?.versionId ?? NULL_VERSION;
    const object = this.version(key, wanted);
    const changed = versions.map((version) =>
      version.versionId === wanted ? { ...version, object: { ...object, tags } } : version,
    );
    this.#versions.set(key, changed);
    return wanted;
  }

  #add(key: string, object: StoredObject | undefined, lastModified: number): string {
    const versionId = this.#versioned ? randomBytes(24).toString('base64url') : NULL_VERSION;
    const stored = object && { ...object, ...(this.#versioned && { versionId }) };
    const before = this.#versioned ? (this.#versions.get(key) ?? []) : [];
    this.#versions.set(key, [...before, { versionId, lastModified, object: stored }]);
    return versionId;
  }

  #find(key: string, versionId: string): Version | undefined {
    return this.#versions.get(key)?.find((version) => version.versionId === versionId);
  }
}

const noSuchVersion = (Key: string, VersionId: string) =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key, VersionId });
