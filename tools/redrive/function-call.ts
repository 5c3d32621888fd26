import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';

const answered = z.looseObject({
  errorType: z.string().optional(),
  batchItemFailures: z.array(z.unknown()).optional(),
});

/**
 * Calls a function with what it failed on. Rejects with the error's name where it fails again. A consumer of the stream is told by
 * `error` that it is a replay, so that it reports what fails in place of putting it aside once more.
 */
export async function callAgain(lambda: LambdaClient, FunctionName: string, payload: unknown): Promise<void> {
  const isBatch = z.looseObject({ Records: z.array(z.unknown()) }).safeParse(payload);
  const given = isBatch.success ? { error: { name: 'Replayed', at: [] }, ...isBatch.data } : payload;
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(given) }),
  );
  const text = new TextDecoder().decode(Payload) || 'null';
  const { errorType, batchItemFailures = [] } = answered.catch({}).parse(JSON.parse(text));
  if (FunctionError) throw new Error(errorType ?? FunctionError);
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} of its records failed again`);
}
