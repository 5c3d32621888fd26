import { Duration, Validations } from 'aws-cdk-lib';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { permit } from '../permissions.ts';
import type { Operations } from './operations.ts';
import { queueTarget } from './queue-target.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';

interface FailureQueueProps {
  readonly operations: Operations;
  readonly name: string;
  /** A sentence: what a customer misses while something lies here. */
  readonly meaning: string;
}

/** Holds what could not be worked on after all retries, encrypted, for the longest that SQS keeps it; anything in it alarms. */
export class FailureQueue extends Construct {
  readonly queue: Queue;
  readonly #operations: Operations;

  constructor(scope: Construct, id: string, { operations, name, meaning }: FailureQueueProps) {
    super(scope, id);
    this.#operations = operations;
    this.queue = new Queue(this, 'Queue', {
      queueName: operations.physicalName(name),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: operations.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the queue of last resort: an alarm on its depth calls a person, nothing consumes it.',
    });
    new ServiceAlarm(this, 'NotEmpty', {
      operations,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ ...alarmPeriod, statistic: 'Maximum' }),
      meaning,
    });
  }

  /** Lets a function's role write here, which Lambda does on its behalf. */
  allowSending(role: Role): void {
    permit(role, [
      { actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] },
      // Both are needed to send to an encrypted queue (SQS developer guide, key management).
      { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [this.#operations.key.keyArn] },
    ]);
  }

  /** The queue as the target of a rule. */
  target(): IRuleTarget {
    return queueTarget(this.queue);
  }
}
