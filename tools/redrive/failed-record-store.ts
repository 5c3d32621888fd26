import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Failure } from './failure.ts';
import { idsOf } from './failure.ts';
import { callAgain } from './function-call.ts';
import type { Stage } from './stage-clients.ts';

/** An object of the bucket: an event as the function wrote it, or Lambda's account of one, with the event as text. */
const stored = z.looseObject({
  payload: z.string().optional(),
  requestContext: z.looseObject({ functionArn: z.string() }).optional(),
});

/** The bucket of failed records, which the relay knows. */
export async function bucketOf({ lambda, named }: Stage): Promise<string> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: named('relay') }));
  const bucket = Environment?.Variables?.FAILED_RECORDS_BUCKET;
  if (!bucket) throw new Error(`${named('relay')} names no bucket of failed records`);
  return bucket;
}

/** When each object of the bucket came, by its key, oldest first. */
export async function objectsIn({ s3 }: Stage, Bucket: string): Promise<Map<string, string>> {
  const found: [string, string][] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key = '', LastModified } of Contents) found.push([Key, LastModified?.toISOString() ?? '']);
  }
  return new Map(found.toSorted(([, one], [, other]) => one.localeCompare(other)));
}

/** What an object holds, and how it is tried again; the object goes once that is done. */
export async function failedRecord(
  { s3, lambda, named }: Stage,
  object: { readonly Bucket: string; readonly Key: string },
): Promise<Pick<Failure, 'about' | 'to' | 'again'>> {
  const { Body } = await s3.send(new GetObjectCommand(object));
  const whole: unknown = JSON.parse((await Body?.transformToString()) ?? 'null');
  const { payload, requestContext } = stored.parse(whole);
  const event: unknown = payload === undefined ? whole : JSON.parse(payload);
  const name = requestContext?.functionArn.split(':')[6] ?? named(object.Key.split('/')[0] ?? '');
  return {
    about: idsOf(event),
    to: name,
    async again() {
      await callAgain(lambda, name, event);
      await s3.send(new DeleteObjectCommand(object));
    },
  };
}
