/** How the clients of the SDK reach a stage: the sandbox, where AWS_ENDPOINT_URL or its usual address says, or one on AWS. */
export function clientOptions({ stage, profile }: { readonly stage: string; readonly profile?: string | undefined }) {
  if (stage !== 'sandbox') return profile === undefined ? {} : { profile };
  return {
    endpoint: process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566',
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  };
}
