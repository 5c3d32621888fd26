import { createHash } from 'node:crypto';
import { bucketUrl } from '../../platform/record/s3.ts';
import { requestTo, s3Signer } from '../../platform/record/s3-signer.ts';

/** One version of an object of the evidence bucket. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
}

/** What has arrived in the evidence bucket: it is read once, and put under quarantine where it is not what it says. */
export interface Arrivals {
  read(object: ObjectVersion): Promise<AsyncIterable<Uint8Array>>;
  /** Tags it, so that the bucket itself refuses to hand it out. */
  quarantine(object: ObjectVersion): Promise<void>;
}

/** For 200 MB; the function has a minute. */
const TIMEOUT_MS = 50_000;

const quarantined =
  '<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>quarantine</Key><Value>true</Value></Tag></TagSet></Tagging>';

export function s3Arrivals(bucket: string): Arrivals {
  async function call(method: 'GET' | 'PUT', url: URL, headers: Readonly<Record<string, string>>, body?: string) {
    const signed = await s3Signer().sign({ ...requestTo(url, method, headers), ...(body !== undefined && { body }) });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method, headers: signed.headers, signal, ...(body !== undefined && { body }) });
    if (!response.ok) throw new Error(`S3 answered ${response.status}: ${await response.text()}`);
    return response;
  }

  function urlOf({ key, versionId }: ObjectVersion, more: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(key, bucketUrl(bucket));
    for (const [name, value] of Object.entries({ ...more, versionId })) url.searchParams.set(name, value);
    return url;
  }

  return {
    async read(object) {
      const { body } = await call('GET', urlOf(object), {});
      return body ?? nothing();
    },
    async quarantine(object) {
      // S3 wants a digest of what tags an object.
      const digest = createHash('md5').update(quarantined).digest('base64');
      await call('PUT', urlOf(object, { tagging: '' }), { 'content-md5': digest }, quarantined);
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
