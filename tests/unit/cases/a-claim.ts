import { type Claim, type ClaimStatus, type ClaimWorld, claimSchema } from '../../../functions/claims/claim.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import type { Table } from '../../../functions/platform/table.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { motorPolicy, wang } from '../../support/portfolio.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const now = new Date('2026-11-25T09:00:00.000Z');

/** So many milliseconds from now; before now where it is negative. */
export const at = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const owner = { customerId: wang.customerId, branchId: 'HQ' };
const kept = { version: 4, createdAt: at(-100 * HOUR), updatedAt: at(-10 * HOUR) };

/** Enough for any status: its schema takes what it knows. */
const complete = {
  ...owner,
  ...kept,
  claimId: 'clm_1',
  reference: 'CK7Q2-M9X41',
  execution: 1,
  wakeAt: at(-HOUR),
  policyNumber: motorPolicy.policyNumber,
  lossAt: '2026-11-20T08:30:00+08:00',
  cause: 'glass',
  description: '前挡风玻璃破碎',
  injury: false,
  reporter: { name: '王小明', phone: '13800138000', relation: '被保险人' },
  longTerm: false,
  track: 'fast-track',
  doubts: [],
  assessed: cny(320_000),
  documentsRequested: ['photos'],
  approved: cny(320_000),
  offer: { breakdown: [] },
  reserved: cny(320_000),
  agreedAt: at(-20 * HOUR),
  paymentAttempts: 1,
  paid: cny(320_000),
};

/** A claim of that status, an hour past its time. */
export function aClaim(status: ClaimStatus, given: Readonly<Record<string, unknown>> = {}): Claim {
  const order = ['PAYMENT_ORDERED', 'PAID'].includes(status) ? { paymentOrderId: 'pay_1' } : {};
  return claimSchema.parse({ ...complete, ...order, status, ...given });
}

/** An open task that a workflow waits for, due two hours ago. */
export function aTask(given: Partial<Task> = {}): Task {
  return {
    ...owner,
    ...kept,
    taskId: 'tsk_1',
    kind: 'adjudication',
    queue: 'claims-handler',
    escalatesTo: 'claims-supervisor',
    status: 'OPEN',
    caseId: 'clm_1',
    caseReference: 'CK7Q2-M9X41',
    facts: {},
    dueAt: at(-2 * HOUR),
    escalations: 0,
    taskToken: 'a token',
    ...given,
  };
}

/** A task that no workflow waits for, as the finder makes it. */
export function aHandover(given: Partial<Task> = {}): Task {
  const { taskToken, ...task } = aTask({ kind: 'handover', queue: 'claims-supervisor', ...given });
  return task;
}

/** An order of that status. */
export function aPayment(status: Payment['status']): Payment {
  const ids = { orderId: 'pay_1', caseId: 'clm_1', reference: 'CK7Q2-M9X41' };
  const payee = { name: '王小明' };
  return { ...owner, ...kept, ...ids, amount: cny(320_000), payee, attempt: 1, status, taskToken: 'a token' };
}

/** What rules decide from. */
export function aWorld(it: Claim, { task, payment }: { task?: Task | undefined; payment?: Payment } = {}): ClaimWorld {
  return { it, customer: wang, task, reads: { policy: motorPolicy, payment } };
}

/** A table that answers queries alone. */
export function queried(query: Table['query']): Table {
  const refuse = async () => {
    throw new Error('This table answers queries alone');
  };
  return { query, get: refuse, getMany: refuse, commit: refuse };
}
