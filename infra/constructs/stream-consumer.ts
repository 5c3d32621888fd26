import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { permit, readStream } from '../permissions.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import { FailureQueue } from './failure-queue.ts';
import type { Operations } from './operations.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

interface StreamConsumerProps {
  readonly operations: Operations;
  readonly stateful: Pick<StatefulStack, 'table' | 'keys'>;
  readonly consumer: ServiceFunction;
  readonly name: string;
  /** Event filter patterns; a record that matches none is not delivered and costs nothing. */
  readonly filters: readonly Record<string, unknown>[];
  readonly batchSize: number;
  /** Sentences: what a customer misses when records end in the failure queue, and when they wait. */
  readonly whenFailed: string;
  readonly whenLate: string;
}

/**
 * Feeds a function from the table's stream: in order for each item, at least once, a poisoned record split off by
 * bisecting and put aside. A stream allows two consumers at a time (DynamoDB developer guide, streams); we have two.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { operations, stateful, consumer, name } = props;
    const { streamArn } = stateful.table;
    const failures = new FailureQueue(this, 'Failures', {
      operations,
      name: `${name}-failures`,
      meaning: props.whenFailed,
    });
    failures.allowSending(consumer.role);
    permit(consumer.role, readStream(streamArn, stateful.keys.data));
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: props.filters.map((pattern) => FilterCriteria.filter(pattern)),
      batchSize: props.batchSize,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 8,
      // The failure queue holds positions in the stream, not records, and the stream forgets after 24 h. Given up
      // after 6, a record leaves 18 to repair the fault and replay it.
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: failures.queue.queueArn }) },
    });
    new ServiceAlarm(this, 'Late', {
      operations,
      metric: consumer.function.metric('IteratorAge', { ...alarmPeriod, statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      meaning: props.whenLate,
    });
  }
}
