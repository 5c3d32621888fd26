import { limits } from '../limits/limits.ts';
import type { Json } from './asl.ts';
import { AslError } from './asl-error.ts';

/** Throws States.DataLimitExceeded for a payload above 256 KiB of UTF-8; `source` is the state or task that made it. */
export function checkSize(source: string, value: Json): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= limits.workflowPayload.figure) return;
  throw new AslError(
    'States.DataLimitExceeded',
    `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
