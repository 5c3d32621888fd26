import type { Input } from '../aws/services.ts';
import type { StreamRecord } from '../dynamodb/dynamodb.ts';
import type { Ids } from '../ids.ts';
import type { EventSourceMapping } from '../templates/app-resources.ts';

/** Records that an event source mapping gives up, and why. */
export interface DiscardedBatch {
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly invokeCount: number;
}

interface Call {
  readonly service: string;
  readonly action: string;
  readonly input: Input;
}

const SHARD = 'shardId-00000000000000000000-00000000';

/**
 * How Lambda tells the failure destination of a discarded batch ("Retain discarded records for a DynamoDB event source in
 * Lambda", developer guide): a queue gets the batch's place in the stream, a bucket the records as well. `now` is in ms.
 */
export function failureCall(mapping: EventSourceMapping, batch: DiscardedBatch, now: number, ids: Ids): Call {
  const destination = mapping.onFailureArn ?? '';
  const record = invocationRecord(mapping, batch, now, ids);
  if (kindOf(destination) === 'sqs') {
    const input = { QueueUrl: destination, MessageBody: JSON.stringify(record) };
    return { service: 'sqs', action: 'SendMessage', input };
  }
  const payload = JSON.stringify({ Records: batch.records });
  const Body = Buffer.from(JSON.stringify({ ...record, payload }));
  const input = { Bucket: destination.split(':').at(-1), Key: objectKey(mapping.uuid, now, ids), Body };
  return { service: 's3', action: 'PutObject', input };
}

/** Throws, by name, for a destination that the sandbox does not send to. */
export function checkFailureDestination(arn: string | undefined): void {
  if (arn !== undefined && !['sqs', 's3'].includes(kindOf(arn)))
    throw new Error(`The sandbox does not support the failure destination ${arn}`);
}

const kindOf = (arn: string) => arn.split(':')[2] ?? '';

function invocationRecord(
  { functionArn, streamArn }: EventSourceMapping,
  { records, condition, invokeCount }: DiscardedBatch,
  now: number,
  ids: Ids,
): Record<string, unknown> {
  const [first, last] = [records[0]?.dynamodb, records.at(-1)?.dynamodb];
  return {
    requestContext: { requestId: ids.uuid(), functionArn, condition, approximateInvokeCount: invokeCount },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: SHARD,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn,
    },
  };
}

/** `aws/lambda/<ESM-UUID>/<shardID>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<Random UUID>`, as the same page names it. */
function objectKey(uuid: string, now: number, ids: Ids): string {
  const [day = '', time = ''] = new Date(now).toISOString().split(/[T.]/);
  const name = `${day}T${time.replaceAll(':', '.')}-${ids.uuid()}`;
  return ['aws/lambda', uuid, SHARD, ...day.split('-'), name].join('/');
}

function arrival(change: StreamRecord['dynamodb'] | undefined): string {
  return new Date((change?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
}
