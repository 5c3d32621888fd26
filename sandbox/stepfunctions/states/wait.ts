import type { WaitState } from '../asl.ts';
import type { Visit } from '../visit.ts';

/** ISO 8601 with a date, a `T`, a time and an offset, which is what Step Functions takes. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Waits on the virtual clock for some seconds or until a time; a time that is past does not wait. */
export async function runWait(visit: Visit, state: WaitState): Promise<void> {
  const { clock } = visit.strand.execution.host;
  const due =
    state.Seconds === undefined
      ? await timestamp(visit, state.Timestamp ?? '')
      : clock.now() + (await visit.fillCount(state.Seconds, 'Seconds', 0)) * 1000;
  await visit.strand.sleepUntil(due);
}

async function timestamp(visit: Visit, template: string): Promise<number> {
  const value = await visit.fill(template, 'Timestamp');
  if (typeof value !== 'string') throw visit.wrongType(template, 'Timestamp', 'string', value);
  const due = TIMESTAMP.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(due)) return due;
  const text = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`;
  throw visit.evaluationFailure(text, 'Timestamp');
}
