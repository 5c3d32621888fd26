import type { Input } from '../../aws/services.ts';
import { ACCOUNT_ID } from '../../templates/account.ts';
import type { App } from '../../templates/app-resources.ts';
import { arn, arnOf, type Demand, type Demands, keyDemands, NO_RESOURCE } from './demand.ts';

/** Permissions of S3; a browser's form is a PutObject of whoever signed it. */
export const s3Demands: Readonly<Record<string, Demands>> = {
  ListBuckets: () => [{ action: 's3:ListAllMyBuckets', resource: NO_RESOURCE }],
  HeadBucket: onBucket,
  ListObjectsV2: onBucket,
  PutObject: write,
  PostObject: write,
  GetObject: read,
  HeadObject: read,
  DeleteObject: (input) => [onObject(input, 's3:DeleteObject', 's3:DeleteObjectVersion')],
  GetObjectTagging: (input) => [onObject(input, 's3:GetObjectTagging', 's3:GetObjectVersionTagging')],
  PutObjectTagging: (input) => [onObject(input, 's3:PutObjectTagging', 's3:PutObjectVersionTagging')],
  DeleteObjectTagging: (input) => [onObject(input, 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging')],
  ListObjectVersions: ({ Bucket }) => [
    { action: 's3:ListBucketVersions', resource: `arn:aws:s3:::${Bucket}`, context: asked },
  ],
};

/** A version is encrypted by a data key of its own ("Secret encryption and decryption in AWS Secrets Manager"). */
export const secretsDemands: Readonly<Record<string, Demands>> = {
  GetSecretValue: onSecret('GetSecretValue', ['kms:Decrypt']),
  PutSecretValue: onSecret('PutSecretValue', ['kms:GenerateDataKey', 'kms:Decrypt']),
  UpdateSecretVersionStage: onSecret('UpdateSecretVersionStage'),
};

/** SQS makes or opens a data key in the sender's or receiver's name; a sender needs both ("Amazon SQS key management"). */
export const sqsDemands: Readonly<Record<string, Demands>> = {
  SendMessage: onQueue('SendMessage', ['kms:GenerateDataKey', 'kms:Decrypt']),
  SendMessageBatch: onQueue('SendMessage', ['kms:GenerateDataKey', 'kms:Decrypt']),
  ReceiveMessage: onQueue('ReceiveMessage', ['kms:Decrypt']),
  DeleteMessage: onQueue('DeleteMessage'),
  DeleteMessageBatch: onQueue('DeleteMessage'),
  ChangeMessageVisibility: onQueue('ChangeMessageVisibility'),
  GetQueueAttributes: onQueue('GetQueueAttributes'),
  GetQueueUrl: onQueue('GetQueueUrl'),
  PurgeQueue: onQueue('PurgeQueue'),
  ListQueues: () => [{ action: 'sqs:ListQueues', resource: NO_RESOURCE }],
};

/** What Lambda asks of a function's role to poll a queue for it, beside what its calls ask ("Using Lambda with Amazon SQS", permissions). */
export const pollDemands = onQueue('GetQueueAttributes');

/** What a policy may ask of any call of S3: its TLS, and whose the bucket is. */
const asked = { 's3:tlsversion': '1.3', 's3:resourceaccount': ACCOUNT_ID };

/** GenerateDataKey to write; Decrypt is for uploads in parts only ("Using SSE-KMS", S3 user guide). */
function write({ Bucket, Key }: Input, app: App): Demand[] {
  return [
    { action: 's3:PutObject', resource: objectArn(Bucket, Key), context: asked },
    ...objectKeyDemands(app, Bucket, 'kms:GenerateDataKey'),
  ];
}

function read(input: Input, app: App): Demand[] {
  return [
    onObject(input, 's3:GetObject', 's3:GetObjectVersion'),
    ...objectKeyDemands(app, input.Bucket, 'kms:Decrypt'),
  ];
}

/** A version that is named takes an action of its own ("Actions, resources, and condition keys for Amazon S3"). */
function onObject({ Bucket, Key, VersionId }: Input, action: string, ofVersion: string): Demand {
  return { action: VersionId === undefined ? action : ofVersion, resource: objectArn(Bucket, Key), context: asked };
}

/** With a bucket key the encryption context is the bucket, not the object ("S3 Bucket Keys"). */
function objectKeyDemands(app: App, bucket: unknown, action: string): Demand[] {
  const bucketArn = `arn:aws:s3:::${bucket}`;
  return keyDemands(app, bucketArn, 's3', [action], { 'aws:s3:arn': bucketArn });
}

export function onBucket({ Bucket }: Input): Demand[] {
  return [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${Bucket}`, context: asked }];
}

function onSecret(action: string, keyActions: readonly string[] = []): Demands {
  return ({ SecretId }, app) => {
    const secret = app.secrets.find(({ name, arn: own }) => SecretId === name || SecretId === own);
    const resource = secret?.arn ?? arnOf(String(SecretId), 'secretsmanager', 'secret:');
    return [
      { action: `secretsmanager:${action}`, resource },
      ...keyDemands(app, resource, 'secretsmanager', keyActions, { SecretARN: resource }),
    ];
  };
}

function onQueue(action: string, keyActions: readonly string[] = []): Demands {
  return ({ QueueUrl, QueueName }, app) => {
    const name = String(QueueUrl ?? QueueName)
      .split(/[/:]/)
      .at(-1);
    const resource = arn('sqs', String(name));
    return [
      { action: `sqs:${action}`, resource },
      ...keyDemands(app, resource, 'sqs', keyActions, { 'aws:sqs:arn': resource, 'aws:sqs:account': ACCOUNT_ID }),
    ];
  };
}

const objectArn = (bucket: unknown, key: unknown) => `arn:aws:s3:::${bucket}/${key}`;
