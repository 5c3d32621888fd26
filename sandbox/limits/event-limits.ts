import { AwsError } from '../aws/aws-error.ts';
import type { Input, ServiceCall } from '../aws/services.ts';
import { limits } from './limits.ts';

/** PutEvents: ten entries, together in 1 MB. What is wrong with a single entry is told in its place by the service. */
export function checkEvents({ input }: ServiceCall): void {
  if (!Array.isArray(input.Entries)) return;
  const entries = input.Entries as Input[];
  const most = limits.eventEntries.figure;
  if (entries.length < 1) throw invalid(entries, 'greater than or equal to 1');
  if (entries.length > most) throw invalid(entries, `less than or equal to ${most}`);
  // The documentation has it "less than 1MB"; exactly 1,048,576 bytes are taken, by those who measured it.
  if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) > limits.eventsSize.figure)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
}

/** What an entry counts ("Calculating PutEvents event entry size", EventBridge user guide). */
export function entrySize({ Time, Source, DetailType, Detail, Resources }: Input): number {
  const texts = [Source, DetailType, Detail, ...(Array.isArray(Resources) ? Resources : [])];
  const time = Time === undefined ? 0 : TIME_SIZE;
  return texts.reduce((sum: number, text) => sum + Buffer.byteLength(typeof text === 'string' ? text : ''), time);
}

const TIME_SIZE = 14;

/** AWS shows the entries in the way of its own server's classes. */
function invalid(entries: readonly Input[], what: string): AwsError {
  const shown = `[${entries.map(() => 'PutEventsRequestEntry').join(', ')}]`;
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${shown}' at 'entries' failed to satisfy constraint: Member must have length ${what}`,
  );
}
