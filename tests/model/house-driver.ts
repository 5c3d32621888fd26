import { httpApi } from '../../functions/platform/http/http.ts';
import { executionArn } from '../../functions/platform/record/workflow-arns.ts';
import { handlers as policyHandlers } from '../../functions/policies/handlers.ts';
import { routes as policyRoutes } from '../../functions/policies/routes.ts';
import type { Caller } from '../support/api.ts';
import { aPhoto } from '../support/house/evidence.ts';
import { house } from '../support/house/house.ts';
import { machineOf } from '../support/house/workflows.ts';
import { portfolio } from '../support/portfolio.ts';
import type { Driver } from './driver.ts';
import { executionOf } from './execution.ts';
import { Records } from './records.ts';
import { employ } from './staff.ts';

/** The product in one process, where a seed gives the same history. */
export async function houseDriver(seed: number): Promise<Driver & { stop(): void }> {
  const it = await house({
    seed,
    deliveries: 2,
    apis: (deps) => [{ routes: policyRoutes, handler: httpApi(policyRoutes, policyHandlers, deps) }],
  });
  const records = new Records(it.db, 'careline');
  await portfolio(it.table);
  await employ(it.table, subOf, it.clock.now());
  const { troubles, clock } = it;
  return {
    records,
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    subOf,
    call: it.call,
    notify: it.notify,
    receive: (claimId, documentId, _upload, genuine) =>
      it.receive(claimId, documentId, genuine ? aPhoto : notAPhoto, `version-of-${documentId}`),
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

const notAPhoto = Buffer.from('<script>');
const subOf = ({ role, sub = role }: Caller) => sub;
const arnOf = (name: string) => executionArn(machineOf('claim-lifecycle'), name);
