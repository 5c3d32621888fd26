import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from '../stage.ts';

export type Stage = ReturnType<typeof stageClients>;

/** The services of a stage in which failures lie, and its names. */
export function stageClients(given: { readonly stage: string; readonly profile?: string | undefined }) {
  const options = clientOptions(given);
  return {
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: given.stage === 'sandbox' }),
    sqs: new SQSClient(options),
    /** `careline-<stage>-<name>`. */
    named: (name: string) => `careline-${given.stage}-${name}`,
  };
}
