import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { permit, workOffQueue } from '../permissions.ts';
import { FailureQueue } from './failure-queue.ts';
import type { Operations } from './operations.ts';
import { queueTarget } from './queue-target.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

interface QueueConsumerProps {
  readonly operations: Operations;
  /** Encrypts the messages, which are of the record. */
  readonly key: Key;
  readonly source: { readonly bus: IEventBus; readonly pattern: EventPattern };
  readonly consumer: ServiceFunction;
  readonly name: string;
  readonly description: string;
  /** How many batches it works on at a time: what the other side can bear. */
  readonly maxConcurrency: number;
  /** The metric by which the function counts the messages that must wait. */
  readonly deferredMetric: IMetric;
  /** Sentences: what a customer misses while messages lie in the failure queue, lie untouched, and are put back again and again. */
  readonly whenFailed: string;
  readonly whenLate: string;
  readonly whenDeferred: string;
}

/**
 * Feeds a function from a bus by way of a queue, for work that may have to wait for days (docs/adr/0031). The function itself
 * says how long a message waits until it is tried again, and puts aside what nobody can read.
 */
export class QueueConsumer extends Construct {
  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    const { operations, key, source, consumer, name } = props;
    const failures = new FailureQueue(this, 'Failures', {
      operations,
      name: `${name}-failures`,
      meaning: props.whenFailed,
    });
    const queue = new Queue(this, 'Queue', {
      queueName: operations.physicalName(name),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six times the function's timeout (Lambda developer guide, configuring a queue as an event source).
      visibilityTimeout: Duration.seconds(6 * consumer.timeout),
      // The most that SQS takes: more than five days of the function's longest pauses.
      deadLetterQueue: { queue: failures.queue, maxReceiveCount: 1000 },
    });
    failures.allowSending(consumer.role);
    permit(consumer.role, workOffQueue(queue, key));
    consumer.function.addEnvironment('QUEUE_URL', queue.queueUrl);
    consumer.function.addEnvironment('FAILURE_QUEUE_URL', failures.queue.queueUrl);
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: props.maxConcurrency,
    });
    new Rule(this, 'Rule', {
      description: props.description,
      eventBus: source.bus,
      eventPattern: source.pattern,
      targets: [queueTarget(queue, failures.queue)],
    });
    this.#watch(queue, props);
  }

  /** SQS leaves a message out of the age once it was received a few times, so those that wait are counted by the function. */
  #watch(queue: Queue, { operations, deferredMetric, whenLate, whenDeferred }: QueueConsumerProps): void {
    new ServiceAlarm(this, 'Late', {
      operations,
      metric: queue.metricApproximateAgeOfOldestMessage({ ...alarmPeriod, statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toSeconds(),
      meaning: whenLate,
    });
    new ServiceAlarm(this, 'Deferred', {
      operations,
      metric: deferredMetric,
      // One may wait for a moment's trouble; with pauses of ten minutes, two of five periods is each of its tries.
      periods: 2,
      meaning: whenDeferred,
    });
  }
}
