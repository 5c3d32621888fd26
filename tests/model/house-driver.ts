import { executionArn } from '../../functions/platform/workflow-arns.ts';
import { type House, house } from '../support/house/house.ts';
import { machineOf } from '../support/house/workflows.ts';
import { portfolio } from '../support/portfolio.ts';
import type { Driver } from './driver.ts';
import { Records } from './records.ts';

interface HistoryEvent {
  readonly type: string;
  readonly taskScheduledEventDetails?: { readonly parameters: string };
}

/** The product in one process, where a seed gives the same history. */
export async function houseDriver(seed: number): Promise<Driver & { stop(): void }> {
  const it = await house({ seed, deliveries: 2 });
  const records = new Records(it.db);
  await portfolio(it.table);
  const { troubles, clock } = it;
  return {
    records,
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    call: it.call,
    notify: it.notify,
    receive: it.receive,
    async abort(name) {
      await it.stepFunctions.call('StopExecution', { executionArn: arnOf(name) });
      await clock.idle();
    },
    execution: (name) => executionOf(it, name),
    refuse(on) {
      it.provider.refuse = on;
    },
    outage(what, on) {
      troubles.outage[what] = on;
    },
    breaks(steps) {
      troubles.broken.clear();
      for (const step of steps) troubles.broken.add(step);
    },
    mishap: (mishap) => troubles.next(mishap),
    met: () => troubles.met,
    endTroubles: () => troubles.end(),
    stop: () => clock.stop(),
  };
}

const arnOf = (name: string) => executionArn(machineOf('claim-lifecycle'), name);

async function executionOf({ stepFunctions }: House, name: string) {
  const executionArn = arnOf(name);
  try {
    const { status } = await stepFunctions.call('DescribeExecution', { executionArn });
    const reverse = { executionArn, reverseOrder: true, maxResults: 20 };
    const { events } = (await stepFunctions.call('GetExecutionHistory', reverse)) as { events: HistoryEvent[] };
    return { status: String(status), token: tokenIn(events) };
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return { status: 'MISSING' };
    throw error;
  }
}

/** The token of the wait that the newest events are of; none where it is over. */
function tokenIn(events: readonly HistoryEvent[]): string | undefined {
  const index = events.findIndex(({ type }) =>
    /^Task(Scheduled|Succeeded|Failed|TimedOut)$|StateExited$|^Execution/.test(type),
  );
  const details = events[index]?.taskScheduledEventDetails;
  if (!details) return undefined;
  return (JSON.parse(details.parameters) as { Payload: { taskToken?: string } }).Payload.taskToken;
}
