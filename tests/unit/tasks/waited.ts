import type { Claim, ClaimReads } from '../../../functions/claims/claim.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import type { ClaimPlace } from '../../../functions/claims/claim-type.ts';
import type { Customer } from '../../../functions/customers/customer.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import type { TaskKind } from '../../../functions/tasks/task-kind.ts';
import { waitingStep } from '../../../functions/tasks/waiting.ts';
import { at, aWorld, HOUR, MINUTE, now } from '../../support/fixtures.ts';
import { stored } from '../../support/stored.ts';

/** When the state was entered. */
export const visit = -MINUTE;

interface Besides {
  /** The task that the claim knows of. */
  readonly task?: Task | undefined;
  readonly payment?: Payment;
  readonly customer?: Customer;
  /** The seconds that the state waits, where its execution says so. */
  readonly waits?: number;
  readonly failure?: { readonly error: string; readonly cause: string };
}

/** What the step of a waiting state answers for a claim. */
export function waited(
  kind: TaskKind<Claim, ClaimReads>,
  state: ClaimPlace,
  claim: Claim,
  { task, payment, failure, customer, waits }: Besides = {},
) {
  const it = { ...claim, ...(task && { openTaskId: task.taskId }) };
  const execution = { caseId: 'clm_1', execution: 'claim-clm_1-1', startedAt: at(-HOUR), state };
  const given = { ...execution, taskToken: 'a new token', visit: at(visit), waits, failure };
  return waitingStep(claims, kind)(
    { table: stored(aWorld(it, { task, payment, ...(customer && { customer }) })) },
    given,
    now,
  );
}
