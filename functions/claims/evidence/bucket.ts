import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { largestDocument } from '../claim-schemas.ts';

/** Where evidence is uploaded; the file never passes through a function. */
export interface EvidenceBucket {
  signUpload(key: string, contentType: string, now: Date): Promise<SignedUpload>;
}

export interface SignedUpload {
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly expiresAt: string;
  readonly maxBytes: number;
}

/** Long enough for a photo over a slow line. */
const VALID_SECONDS = 15 * 60;

/** Signs form uploads of one object, of the announced type and at most 20 MB. */
export function s3Evidence(client: S3Client, bucket: string): EvidenceBucket {
  return {
    async signUpload(key, contentType, now) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Fields: { 'Content-Type': contentType },
        Conditions: [
          ['content-length-range', 1, largestDocument],
          ['eq', '$Content-Type', contentType],
        ],
        Expires: VALID_SECONDS,
      });
      const expiresAt = new Date(now.getTime() + VALID_SECONDS * 1000).toISOString();
      return { url, fields, expiresAt, maxBytes: largestDocument };
    },
  };
}
