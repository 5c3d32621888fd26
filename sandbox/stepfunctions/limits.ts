import type { Json } from './asl.ts';
import { AslError } from './asl-error.ts';

/** Quota: input and result of a task, a state or an execution hold at most 256 KiB of UTF-8. */
export const LARGEST_PAYLOAD = 262_144;

/** Throws States.DataLimitExceeded for a payload above the quota; `source` is the state or task that made it. */
export function checkSize(source: string, value: Json): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= LARGEST_PAYLOAD) return;
  throw new AslError(
    'States.DataLimitExceeded',
    `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
