import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FailureQueue } from './failure-queue.ts';
import type { Operations } from './operations.ts';
import type { ServiceFunction } from './service-function.ts';

interface EventConsumerProps {
  readonly operations: Operations;
  /** What it is fed from: a bus and the events it is to get. */
  readonly source: { readonly bus: IEventBus; readonly pattern: EventPattern };
  readonly consumer: ServiceFunction;
  readonly name: string;
  readonly description: string;
  /** A sentence: what a customer misses while an event lies in the failure queue. */
  readonly whenFailed: string;
}

/** Feeds a function from a bus. What cannot be delivered and what the function cannot do end in one failure queue. */
export class EventConsumer extends Construct {
  constructor(scope: Construct, id: string, props: EventConsumerProps) {
    super(scope, id);
    const { operations, source, consumer, name } = props;
    const failures = new FailureQueue(this, 'Failures', {
      operations,
      name: `${name}-failures`,
      meaning: props.whenFailed,
    });
    failures.allowSending(consumer.role);
    new Rule(this, 'Rule', {
      description: props.description,
      eventBus: source.bus,
      eventPattern: source.pattern,
      targets: [
        new LambdaFunction(consumer.function, {
          deadLetterQueue: failures.queue,
          retryAttempts: 185,
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
    // EventBridge calls a function asynchronously: once Lambda has taken the event, its retries are Lambda's own.
    new EventInvokeConfig(this, 'Retries', {
      function: consumer.function,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: failures.queue.queueArn }) },
    });
  }
}
