import { environment } from '../environment.ts';
import { putObject } from './put-object.ts';
import type { PutAside } from './stream-records.ts';

/**
 * Puts a record into the bucket of failed records: `<consumer>/<day>/<sequence number>.json`, an event with which the function
 * can be invoked again as it is. The same record makes the same object, however often it comes.
 */
export function failedRecords(consumer: string, put = putObject): PutAside {
  const bucket = environment('FAILED_RECORDS_BUCKET');
  return async (record, error) => {
    const { SequenceNumber, ApproximateCreationDateTime = 0 } = record.dynamodb ?? {};
    const day = new Date(ApproximateCreationDateTime * 1000).toISOString().slice(0, 10);
    await put(bucket, `${consumer}/${day}/${SequenceNumber}.json`, JSON.stringify({ Records: [record], error }));
  };
}
