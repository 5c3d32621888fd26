import { executionArn } from '../../functions/platform/record/workflow-arns.ts';
import { house } from '../support/house/house.ts';
import { machineOf } from '../support/house/workflows.ts';
import { portfolio } from '../support/portfolio.ts';
import type { Driver } from './driver.ts';
import { executionOf } from './execution.ts';
import { Records } from './records.ts';

/** The product in one process, where a seed gives the same history. */
export async function houseDriver(seed: number): Promise<Driver & { stop(): void }> {
  const it = await house({ seed, deliveries: 2 });
  const records = new Records(it.db, 'careline');
  await portfolio(it.table);
  const { troubles, clock } = it;
  return {
    records,
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    call: it.call,
    notify: it.notify,
    receive: (claimId, documentId) => it.receive(claimId, documentId),
    async abort(name) {
      await it.stepFunctions.call('StopExecution', { executionArn: arnOf(name) });
      await clock.idle();
    },
    execution: (name) => executionOf((action, input) => it.stepFunctions.call(action, input), arnOf(name)),
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
