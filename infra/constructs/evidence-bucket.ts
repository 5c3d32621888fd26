import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { RecordKeeping } from '../record-keeping.ts';

interface EvidenceBucketProps {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly recordKeeping: RecordKeeping;
}

/** Where evidence lies: contracts of up to a year, and longer ones. */
export const evidencePrefixes = {
  all: 'evidence/',
  yearly: 'evidence/yearly/',
  longTerm: 'evidence/long-term/',
} as const;

/** Photos and documents of claims, kept as the law asks, and told of on the default event bus when they arrive. */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config, key, recordKeeping }: EvidenceBucketProps) {
    super(scope, id);
    const shared = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...shared,
      // S3 delivers access logs to buckets with SSE-S3 only (S3 user guide, server access logging).
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(config.logRetentionDays) }],
    });
    Validations.of(accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds the access logs; logging its own access would fill it with itself.',
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...shared,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs as IBucket,
      lifecycleRules: lifecycle(recordKeeping),
      cors: [
        {
          allowedOrigins: config.corsOrigins,
          allowedMethods: [HttpMethods.POST],
          allowedHeaders: ['*'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });
    // What is not what it says: the API refuses it, and so does the bucket whatever was signed.
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { 's3:ExistingObjectTag/quarantine': 'true' } },
      }),
    );
    // The L2 property would do this with a custom resource and a function of its own; CloudFormation needs neither.
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}

/**
 * Insurance Law art. 87 counts from the contract's end, which S3 does not know. What is uploaded on a contract of up to a
 * year can be a year from that end, so a year is added. How long a longer contract runs is open: its evidence never
 * expires by age, it moves to storage that is cheap to keep and can still be opened at once.
 */
function lifecycle({ yearly }: RecordKeeping): LifecycleRule[] {
  return [
    {
      id: 'art87-contracts-up-to-a-year',
      prefix: evidencePrefixes.yearly,
      expiration: years(1 + yearly),
      noncurrentVersionExpiration: years(1 + yearly),
    },
    {
      id: 'art87-longer-contracts',
      prefix: evidencePrefixes.longTerm,
      transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: years(1) }],
    },
    { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
  ];
}

/** Never shorter than calendar years. */
function years(count: number): Duration {
  return Duration.days(count * 366);
}
