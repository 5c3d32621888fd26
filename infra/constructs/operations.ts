import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { physicalName, type StageConfig } from '../config.ts';

interface OperationsProps {
  readonly config: StageConfig;
  /** Encrypts logs, failure queues and alarms. */
  readonly key: IKey;
}

/** What every construct of the stateless stack needs to be operated: its log group, and where its alarms go. */
export class Operations extends Construct {
  readonly config: StageConfig;
  readonly key: IKey;
  readonly alarmAction: SnsAction | undefined;

  constructor(scope: Construct, id: string, { config, key }: OperationsProps) {
    super(scope, id);
    this.config = config;
    this.key = key;
    this.alarmAction = config.alarmEmail ? new SnsAction(this.#topic(config.alarmEmail)) : undefined;
  }

  /** A log group with the stage's retention and key. */
  logGroup(scope: Construct, logGroupName: string): LogGroup {
    return new LogGroup(scope, 'Logs', {
      logGroupName,
      // The literals of the schema are the enum's values.
      retention: this.config.logRetentionDays as RetentionDays,
      encryptionKey: this.key,
      removalPolicy: this.config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** `careline-<stage>-<name>`. */
  physicalName(name: string): string {
    return physicalName(this.config, name);
  }

  #topic(email: string): Topic {
    const topic = new Topic(this, 'Alarms', {
      displayName: `Careline ${this.config.stage} in ${Stack.of(this).region}`,
      masterKey: this.key,
      enforceSSL: true,
    });
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}
