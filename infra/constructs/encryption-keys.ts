import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { physicalName, type StageConfig } from '../config.ts';

/** The stage's two customer-managed keys, rotated every year: one for the record, one for what operating it leaves. */
export class EncryptionKeys extends Construct {
  /** The table, evidence, secrets, events and what waits in queues. */
  readonly data: Key;
  /** Logs, failure queues and alarms. */
  readonly operations: Key;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    const settings = {
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    this.data = new Key(this, 'Data', {
      ...settings,
      alias: physicalName(config, 'data'),
      description: 'Careline: customers, policies, claims and their evidence',
    });
    this.operations = new Key(this, 'Operations', {
      ...settings,
      alias: physicalName(config, 'operations'),
      description: 'Careline: logs, failure queues and alarms',
    });
    this.data.addToResourcePolicy(rulesMayUse('QueuesOfRules', Stack.of(this)));
    for (const statement of servicesThatOperate(Stack.of(this))) this.operations.addToResourcePolicy(statement);
  }
}

/** Services that write to our logs, queues and topics in their own name, each for this account's resources only. */
function servicesThatOperate(stack: Stack): PolicyStatement[] {
  const thisAccount = { StringEquals: { 'aws:SourceAccount': stack.account } };
  const logGroups = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new PolicyStatement({
      sid: 'Logs',
      principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
    rulesMayUse('FailureQueuesOfRules', stack),
    new PolicyStatement({
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: thisAccount,
    }),
  ];
}

/** Rules of this account send to queues under the key. */
function rulesMayUse(sid: string, stack: Stack): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  });
}
