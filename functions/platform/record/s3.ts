import { environment } from '../environment.ts';

/** Where a bucket is, ending with a slash. An endpoint from the environment, which the SDKs read as well, is addressed by path. */
export function bucketUrl(bucket: string): URL {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  if (endpoint) return new URL(`/${bucket}/`, endpoint);
  const region = environment('AWS_REGION');
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://${bucket}.s3.${region}.${suffix}/`);
}

/** Lambda gives a function the credentials of its role by its environment. */
export function ownCredentials() {
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  return {
    accessKeyId: environment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken && { sessionToken }),
  };
}
