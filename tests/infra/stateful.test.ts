import { expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { latestOf, ruleIn } from '../../functions/deadlines/packs/packs.ts';
import { recordKeeping } from '../../infra/record-keeping.ts';
import { resources, synthesized } from './synthesized.ts';

const { stateful } = await synthesized('sandbox');
const dev = (await synthesized('dev')).stateful;
const prod = (await synthesized('prod')).stateful;

test.each([
  ['sandbox', stateful],
  ['dev', dev],
  ['prod', prod],
])('the table of %s can be restored, is encrypted by our key, and cannot be deleted by mistake', (_stage, template) => {
  Template.fromJSON(template).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
    },
  });
});

test('the table tells its changes with both images, forgets by ttl, and has three indexes that hold what lists show', () => {
  const index = (name: string) => ({
    IndexName: name,
    KeySchema: [
      { AttributeName: `${name}PK`, KeyType: 'HASH' },
      { AttributeName: `${name}SK`, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['entity', 'record'] },
  });
  Template.fromJSON(stateful).hasResourceProperties('AWS::DynamoDB::Table', {
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    GlobalSecondaryIndexes: [index('GSI1'), index('GSI2'), index('GSI3')],
  });
});

test('every key rotates', () => {
  const keys = resources(stateful, 'AWS::KMS::Key');
  expect(keys).toHaveLength(2);
  for (const { Properties } of keys) expect(Properties.EnableKeyRotation).toBe(true);
});

test('every bucket is closed to the public and speaks TLS only', () => {
  for (const { Properties } of resources(stateful, 'AWS::S3::Bucket')) {
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  }
  const policies = resources(stateful, 'AWS::S3::BucketPolicy');
  expect(policies).toHaveLength(4);
  for (const { Properties } of policies) {
    expect(JSON.stringify(Properties.PolicyDocument)).toContain(
      '"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"',
    );
  }
});

test('the evidence bucket keeps versions under our key, and tells the event bus of new evidence', () => {
  Template.fromJSON(stateful).hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() },
        },
      ],
    },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LoggingConfiguration: Match.anyValue(),
  });
});

test('the evidence bucket lets nobody read what is tagged as under quarantine', () => {
  Template.fromJSON(stateful).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Condition: { StringEquals: { 's3:ExistingObjectTag/quarantine': 'true' } },
        }),
      ]),
    },
  });
});

test('records that failed are kept for 90 days under our key, and the event bus is told of them', () => {
  Template.fromJSON(stateful).hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() },
        },
      ],
    },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  });
});

test('evidence of contracts up to a year goes a year and the years of art. 87 after it came; of longer ones, never', () => {
  const { yearly, longTerm } = recordKeeping();
  expect([yearly, longTerm]).toEqual([5, 10]);
  Template.fromJSON(stateful).hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: {
      Rules: [
        Match.objectLike({ Prefix: 'evidence/yearly/', ExpirationInDays: (1 + yearly) * 366, Status: 'Enabled' }),
        {
          Id: 'art87-longer-contracts',
          Prefix: 'evidence/long-term/',
          Status: 'Enabled',
          Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 366 }],
        },
        Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
      ],
    },
  });
});

test('the years come from the rule pack, and a figure that is not in years is refused', () => {
  const cn = latestOf('CN');
  const lasts = (length: number) => (id: string) => ({ ...ruleIn(cn, id), length });
  expect(recordKeeping(lasts(7))).toEqual({ yearly: 7, longTerm: 7 });
  expect(() => recordKeeping((id) => ({ ...ruleIn(cn, id), unit: 'hour' }))).toThrow('not in years');
});

test('nobody chooses their own customer or branch', () => {
  const [client] = resources(dev, 'AWS::Cognito::UserPoolClient');
  expect(client?.Properties.WriteAttributes).toEqual(['email', 'name']);
});

test('a stage without an issuer of its own gets a user pool with a group for each role; the sandbox has none', () => {
  expect(resources(stateful, 'AWS::Cognito::UserPool')).toHaveLength(0);
  const groups = resources(dev, 'AWS::Cognito::UserPoolGroup').map(({ Properties }) => Properties.GroupName);
  expect(groups).toHaveLength(12);
  expect(groups).toEqual(expect.arrayContaining(['customer', 'claims-handler', 'admin']));
  Template.fromJSON(dev).hasResourceProperties('AWS::Cognito::UserPool', {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  });
});

test('the results of jobs are encrypted by our key, and forgotten after 30 days', () => {
  Template.fromJSON(stateful).hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() } },
      ],
    },
    LifecycleConfiguration: { Rules: [{ Id: 'results-of-jobs', ExpirationInDays: 30, Status: 'Enabled' }] },
  });
});

test('production keeps what a deleted stack would take with it', () => {
  for (const type of ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::Cognito::UserPool']) {
    Template.fromJSON(prod).allResources(type, { DeletionPolicy: 'Retain' });
  }
});
