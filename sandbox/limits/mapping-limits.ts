import { AwsError } from '../aws/aws-error.ts';
import type { App, Queue, QueueMapping } from '../templates/app-resources.ts';
import { type Limit, limits } from './limits.ts';

/** Throws AwsError, naming the resource, for a queue that SQS, or a mapping of one that Lambda would not make. */
export function checkQueues({ queues, queueMappings, functions }: App): void {
  for (const queue of queues) checkQueue(queue);
  for (const mapping of queueMappings) {
    const queue = queues.find(({ arn }) => arn === mapping.queueArn);
    if (!queue)
      throw refused(
        mapping.queueArn,
        'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
      );
    const timeout = functions.find(({ arn }) => arn === mapping.functionArn)?.timeoutSeconds ?? 0;
    checkMapping(queue, mapping, timeout);
  }
}

function checkQueue(queue: Queue): void {
  const { name, delaySeconds, retentionSeconds, visibilityTimeoutSeconds, redrive } = queue;
  within(name, 'DelaySeconds', delaySeconds, 0, limits.queueDelay);
  within(name, 'MessageRetentionPeriod', retentionSeconds, 60, limits.queueRetention);
  within(name, 'VisibilityTimeout', visibilityTimeoutSeconds, 0, limits.queueVisibility);
  if (redrive) within(name, 'maxReceiveCount', redrive.maxReceiveCount, 1, limits.queueReceives);
}

function checkMapping({ name, visibilityTimeoutSeconds }: Queue, mapping: QueueMapping, timeout: number): void {
  const { batchSize, batchingWindowSeconds, maximumConcurrency } = mapping;
  within(name, 'BatchSize', batchSize, 1, limits.queueBatch);
  within(name, 'MaximumBatchingWindowInSeconds', batchingWindowSeconds, 0, limits.queueWindow);
  if (maximumConcurrency !== undefined)
    within(name, 'MaximumConcurrency', maximumConcurrency, 2, limits.queueConcurrency);
  if (batchSize > limits.batchMessages.figure && batchingWindowSeconds === 0)
    throw refused(
      name,
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  if (visibilityTimeoutSeconds < timeout)
    throw refused(
      name,
      `Queue visibility timeout: ${visibilityTimeoutSeconds} seconds is less than Function timeout: ${timeout} seconds`,
    );
}

function within(name: string, property: string, value: number, least: number, { figure: most }: Limit): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw refused(name, `Invalid value ${value} for ${property}: it must be between ${least} and ${most}`);
}

function refused(name: string, message: string): AwsError {
  return new AwsError('InvalidParameterValueException', `${name}: ${message}`);
}
