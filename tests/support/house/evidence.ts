import type { Arrivals, ObjectVersion } from '../../../functions/claims/evidence/arrivals.ts';
import type { EvidenceBucket } from '../../../functions/claims/evidence/bucket.ts';

/** How a JPEG begins. */
export const aPhoto = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** The evidence bucket: what lies there by version, and what is under quarantine. */
export function evidenceOf(now: () => Date) {
  const contents = new Map<string, Buffer>();
  const quarantined = new Map<string, ObjectVersion>();
  const bucket: EvidenceBucket = {
    signUpload: async (key) => ({
      url: 'https://bucket.example',
      fields: { key },
      expiresAt: now().toISOString(),
      maxBytes: 1,
    }),
    signDownload: async ({ key, versionId }, { filename }) => ({
      url: `https://bucket.example/${key}?versionId=${versionId}#${filename}`,
      expiresAt: now().toISOString(),
    }),
  };
  const arrivals: Arrivals = {
    async read({ versionId }) {
      const content = contents.get(versionId);
      if (quarantined.has(versionId)) throw new Error('The bucket refuses what is under quarantine');
      if (!content) throw new Error(`Nothing lies there as ${versionId}`);
      return chunksOf(content);
    },
    async quarantine(object) {
      quarantined.set(object.versionId, object);
    },
  };
  return { ...bucket, ...arrivals, contents, quarantined };
}

async function* chunksOf(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 1024) yield content.subarray(at, at + 1024);
}
