import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { permit, readStream, setRecordsAside } from '../permissions.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import { FailureQueue } from './failure-queue.ts';
import type { Operations } from './operations.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

interface StreamConsumerProps {
  readonly operations: Operations;
  readonly stateful: Pick<StatefulStack, 'table' | 'keys' | 'failedRecords'>;
  readonly consumer: ServiceFunction;
  readonly name: string;
  /** Event filter patterns; a record that matches none is not delivered and costs nothing. */
  readonly filters: readonly Record<string, unknown>[];
  readonly batchSize: number;
  /** Sentences: what a customer misses when records are put aside, and when they wait. */
  readonly whenFailed: string;
  readonly whenLate: string;
}

/**
 * Feeds a function from the table's stream: in order for each item, and at least once. What the function or Lambda puts
 * aside alarms. A stream allows two consumers at a time (DynamoDB developer guide, streams); we have two.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { operations, stateful, consumer, name } = props;
    const { table, keys, failedRecords } = stateful;
    permit(consumer.role, [
      ...readStream(table.streamArn, keys.data),
      ...setRecordsAside(failedRecords, name, keys.data),
    ]);
    consumer.function.addEnvironment('FAILED_RECORDS_BUCKET', failedRecords.bucketName);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: props.filters.map((pattern) => FilterCriteria.filter(pattern)),
      batchSize: props.batchSize,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // The function puts aside what will never work. Anything else is tried until it works or is six hours old.
      retryAttempts: -1,
      maxRecordAge: Duration.hours(6),
      // A bucket gets the records themselves; a queue would get their place in the stream, which forgets them after a day.
      onFailure: { bind: () => ({ destination: failedRecords.bucketArn }) },
    });
    const failures = new FailureQueue(this, 'Failures', {
      operations,
      name: `${name}-failures`,
      meaning: props.whenFailed,
    });
    new Rule(this, 'Failed', {
      description: `Records that ${name} could not work on`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [failedRecords.bucketName] },
          object: { key: Match.anyOf(...prefixes(name, mapping)) },
        },
      },
      targets: [failures.target()],
    });
    new ServiceAlarm(this, 'Late', {
      operations,
      metric: consumer.function.metric('IteratorAge', { ...alarmPeriod, statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      meaning: props.whenLate,
    });
  }
}

/** Where a consumer's records lie: those that it put aside itself, and those that Lambda gave up for it. */
function prefixes(name: string, mapping: EventSourceMapping): string[][] {
  return [`${name}/`, `aws/lambda/${mapping.eventSourceMappingId}/`].map((prefix) => Match.prefix(prefix));
}
