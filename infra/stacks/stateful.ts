import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { configuredTokens, physicalName, type StageConfig, type Tokens } from '../config.ts';
import { EncryptionKeys } from '../constructs/encryption-keys.ts';
import { EvidenceBucket } from '../constructs/evidence-bucket.ts';
import { FailedRecords } from '../constructs/failed-records.ts';
import { People } from '../constructs/people.ts';
import { RecordTable } from '../constructs/record-table.ts';
import { ReportsBucket } from '../constructs/reports-bucket.ts';
import type { RecordKeeping } from '../record-keeping.ts';

interface StatefulProps extends StackProps {
  readonly config: StageConfig;
  readonly recordKeeping: RecordKeeping;
}

/** What must outlive every deployment: the record, the evidence, keys, secrets, people, and the bus others listen to. */
export class StatefulStack extends Stack {
  readonly keys: { readonly data: Key; readonly operations: Key };
  readonly table: RecordTable;
  readonly evidence: Bucket;
  /** Where stream records are put that could not be worked on. */
  readonly failedRecords: Bucket;
  /** The results of jobs. */
  readonly reports: Bucket;
  readonly bus: EventBus;
  /** Signs payment orders and the provider's webhooks (HMAC). */
  readonly paymentSecret: Secret;
  /** Keys the hash under which national ids are stored. */
  readonly identityKey: Secret;
  /** Whose tokens the API takes. */
  readonly tokens: Tokens;

  constructor(scope: Construct, id: string, { config, recordKeeping, ...props }: StatefulProps) {
    super(scope, id, props);
    this.keys = new EncryptionKeys(this, 'Keys', config);
    this.table = new RecordTable(this, 'Table', { config, key: this.keys.data });
    this.evidence = new EvidenceBucket(this, 'Evidence', { config, key: this.keys.data, recordKeeping }).bucket;
    this.failedRecords = new FailedRecords(this, 'FailedRecords', { config, key: this.keys.data }).bucket;
    this.reports = new ReportsBucket(this, 'Reports', { config, key: this.keys.data }).bucket;
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: physicalName(config, 'events'),
      description: 'What has happened in Careline, for whoever must know',
      kmsKey: this.keys.data,
    });
    this.paymentSecret = this.#secret('PaymentSecret', {
      config,
      description: 'Signs payment orders and the webhooks of the payment provider',
      whyNotRotated:
        'Shared with the payment provider, so people rotate it; both secrets are good meanwhile (CONTRIBUTING.md).',
    });
    new CfnOutput(this, 'PaymentSecretArn', { value: this.paymentSecret.secretArn });
    this.identityKey = this.#secret('IdentityKey', {
      config,
      description: 'Keys the hash under which national ids are stored',
      whyNotRotated: 'Another key gives other hashes: customers could no longer be found by their national id.',
    });
    this.tokens = config.tokens ? configuredTokens(config.tokens) : this.#people(config);
  }

  #secret(
    id: string,
    { config, description, whyNotRotated }: { config: StageConfig; description: string; whyNotRotated: string },
  ): Secret {
    const secret = new Secret(this, id, {
      description,
      encryptionKey: this.keys.data,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: whyNotRotated });
    return secret;
  }

  #people(config: StageConfig): Tokens {
    const { userPool, client } = new People(this, 'People', config);
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
    return { issuer: userPool.userPoolProviderUrl, audience: client.userPoolClientId, byCognito: true };
  }
}
