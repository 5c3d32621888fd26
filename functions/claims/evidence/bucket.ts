import { createHmac } from 'node:crypto';
import { environment } from '../../platform/environment.ts';
import { bucketUrl, ownCredentials } from '../../platform/record/s3.ts';
import { signedUrl } from '../../platform/record/signed-url.ts';
import { claimSettings } from '../claim-settings.ts';
import { UPLOAD_SECONDS } from './announcement.ts';
import type { ObjectVersion } from './arrivals.ts';
import { attachment, safeName } from './attachment.ts';
import { type ContentType, largestFile } from './content-types.ts';

/** Where evidence is uploaded and opened; the file never passes through the API. */
export interface EvidenceBucket {
  signUpload(key: string, contentType: ContentType, now: Date): Promise<SignedUpload>;
  /** Whoever has the URL gets the file, for two minutes, to be saved under this name and not shown by a browser. */
  signDownload(object: ObjectVersion, as: SavedAs, now: Date): Promise<{ url: string; expiresAt: string }>;
}

export interface SavedAs {
  /** As a person named it: the extension is that of the content. */
  readonly filename: string;
  readonly contentType: ContentType;
}

export interface SignedUpload {
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly expiresAt: string;
  readonly maxBytes: number;
}

/**
 * Signs form uploads of one object, of the announced type and of the size that such a file may have. By hand, for it is one
 * signature: the SDK's function for it brings the client of S3, in two versions: 250 KB, and 30 ms of the 135 that a start of the claims API took.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function s3Evidence(bucket: string): EvidenceBucket {
  return {
    async signUpload(key, contentType, now) {
      const expiresAt = new Date(now.getTime() + UPLOAD_SECONDS * 1000).toISOString();
      const { accessKeyId, secretAccessKey, sessionToken } = ownCredentials();
      const signedAt = basicTime(now);
      const scope = [signedAt.slice(0, 8), environment('AWS_REGION'), 's3', 'aws4_request'];
      const fields = {
        'Content-Type': contentType,
        bucket,
        key,
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': [accessKeyId, ...scope].join('/'),
        'X-Amz-Date': signedAt,
        ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
      };
      const maxBytes = largestFile(contentType, claimSettings);
      const exactly = Object.entries(fields).map(([name, value]) => ({ [name]: value }));
      const conditions = [...exactly, ['content-length-range', 1, maxBytes]];
      const policy = Buffer.from(JSON.stringify({ expiration: expiresAt, conditions })).toString('base64');
      // The key of a signature derives from the secret by each part of its scope in turn.
      const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
      return {
        url: bucketUrl(bucket).href,
        fields: { ...fields, Policy: policy, 'X-Amz-Signature': hmac(signingKey, policy).toString('hex') },
        expiresAt,
        maxBytes,
      };
    },

    async signDownload({ key, versionId }, { filename, contentType }, now) {
      const answered = {
        versionId,
        'response-content-type': contentType,
        'response-content-disposition': attachment(safeName(filename, contentType)),
        'response-cache-control': 'no-store',
      };
      return signedUrl(bucket, key, answered, now);
    },
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** ISO 8601 in its basic form, as signatures have it: `20260301T120000Z`. */
function basicTime(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
