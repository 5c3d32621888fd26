import type { CaseListing } from '../../functions/cases/case-listing.ts';
import { type Claim, type ClaimStatus, type ClaimWorld, claimSchema } from '../../functions/claims/claim.ts';
import type { EvidenceDocument } from '../../functions/claims/evidence/document.ts';
import type { Customer } from '../../functions/customers/customer.ts';
import type { Deadline } from '../../functions/deadlines/deadline.ts';
import type { PayeeEntry } from '../../functions/payments/payee-history.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import type { Principal, Role } from '../../functions/platform/http/auth.ts';
import type { Table } from '../../functions/platform/record/table.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import { policyAt } from '../../functions/policies/policy-at.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { motorPolicy, wang } from './portfolio.ts';

// One record of each kind, as the rules take them: a test names only what it is about.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** When the tests of rules take place. */
export const now = new Date('2026-11-25T09:00:00.000Z');

/** So many milliseconds from now; before now where it is negative. */
export const at = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();

export const cny = (amount: number) => ({ amount, currency: 'CNY' });
export const usd = (amount: number) => ({ amount, currency: 'USD' });

const owner = { customerId: wang.customerId, branchId: 'HQ' };
const kept = { version: 4, createdAt: at(-100 * HOUR), updatedAt: at(-10 * HOUR) };

const reported = {
  ...owner,
  ...kept,
  claimId: 'clm_1',
  reference: 'CK7Q2-M9X41',
  execution: 1,
  wakeAt: at(-HOUR),
  policyNumber: motorPolicy.policyNumber,
  insured: 'POLICY#PM1',
  policyTerm: 1,
  lossAt: '2026-11-20T00:30:00.000Z',
  cause: 'glass',
  description: '前挡风玻璃破碎',
  injury: false,
  reporter: { name: '王小明', phone: '+8613800138000', relation: '被保险人' },
  longTerm: false,
} as const;
const sorted = { ...reported, track: 'survey', doubts: [] } as const;
const assessed = { ...sorted, assessed: cny(320_000) };
const made = { approved: cny(320_000), offer: { breakdown: [] } };
const approved = { ...assessed, ...made, reserved: cny(320_000) };
const agreed = { ...approved, agreedAt: at(-20 * HOUR) };
const ordered = { ...agreed, paymentOrderId: 'pay_1', paymentAttempts: 1 };
const { reserved, ...paid } = { ...ordered, paid: cny(320_000) };

/** What a claim of each status has by then: one that was surveyed, approved and paid. */
const byStatus: Readonly<Record<ClaimStatus, object>> = {
  REPORTED: reported,
  REGISTERED: reported,
  TRIAGED: sorted,
  FAST_TRACK: { ...sorted, track: 'fast-track' },
  SURVEY: sorted,
  ASSESSED: assessed,
  INJURY_CARE: { ...sorted, track: 'injury' },
  ADJUDICATION: assessed,
  DOCUMENTS_REQUESTED: { ...assessed, documentsRequested: ['photos'] },
  APPROVED: approved,
  PARTIALLY_APPROVED: approved,
  OFFERED: approved,
  DISPUTED: { ...assessed, ...made },
  AGREED: agreed,
  PAYMENT_ORDERED: ordered,
  PAID: paid,
  DENIED: assessed,
  CLOSED: paid,
  WITHDRAWN: sorted,
};

/** A claim of that status, an hour past its time. Throws for what a claim of that status does not have. */
export function aClaim(status: ClaimStatus, given: Readonly<Record<string, unknown>> = {}): Claim {
  const claim = claimSchema.parse({ ...byStatus[status], status, ...given });
  const refused = Object.keys(given).filter((field) => given[field] !== undefined && !(field in claim));
  if (refused.length > 0) throw new Error(`A claim that is ${status} has no ${refused}`);
  return claim;
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

/** A task that no workflow waits for, as the waker makes it. */
export function aHandover(given: Partial<Task> = {}): Task {
  const { taskToken, ...task } = aTask({ kind: 'handover', queue: 'claims-supervisor', ...given });
  return task;
}

/** An order of that status. */
export function aPayment(status: Payment['status'], given: Partial<Payment> = {}): Payment {
  const ids = { orderId: 'pay_1', caseId: 'clm_1', reference: 'CK7Q2-M9X41' };
  const payee = { name: '王小明' };
  return { ...owner, ...kept, ...ids, amount: cny(320_000), payee, attempt: 1, status, taskToken: 'a token', ...given };
}

/** An order of another claim that the payee was paid by, so many milliseconds from now. */
export function anOrder(caseId: string, ago: number, given: object = {}): PayeeEntry {
  const entry = { entryId: `pay_${caseId}_${ago}`, payeeId: 'pye_1', caseId, reference: 'C7KQ2-M9X41', at: at(ago) };
  return { what: 'order', ...entry, amount: cny(100_000), status: 'PAID', ...given };
}

/** That somebody senior has confirmed the payee of another claim, so many milliseconds from now. */
export function aConfirmation(caseId: string, ago: number): PayeeEntry {
  const entry = { entryId: `pcf_${caseId}`, payeeId: 'pye_1', caseId, reference: 'C7KQ2-M9X41', at: at(ago) };
  return { what: 'confirmation', ...entry };
}

/** A motor policy in force, of which no claim has used anything. */
export function aPolicy(given: Partial<Policy> = {}): Policy {
  return { ...motorPolicy, ...given };
}

/** A person of one role or several: staff of head office, or the customer whose records they are. */
export function aPerson(role: Role | readonly Role[], given: Partial<Principal> = {}): Principal {
  const roles = [role].flat();
  const whose = roles.includes('customer') ? { customerId: owner.customerId } : { branchId: owner.branchId };
  return { sub: `u-${roles[0]}`, name: `${roles[0]}`, roles, ...whose, ...given };
}

interface Besides {
  readonly task?: Task | undefined;
  readonly payment?: Payment | undefined;
  readonly policy?: Policy;
  readonly customer?: Customer;
  readonly others?: readonly Claim[];
  readonly deadlines?: readonly Deadline[];
  readonly payeeHistory?: readonly PayeeEntry[];
  readonly ofPolicy?: readonly CaseListing[];
  readonly documents?: readonly EvidenceDocument[];
}

/** What rules decide from. */
export function aWorld(it: Claim, besides: Besides = {}): ClaimWorld {
  const { task, payment, policy = motorPolicy, customer = wang, deadlines = [] } = besides;
  const { others = [], ofPolicy = [], documents = [], payeeHistory = [] } = besides;
  const reads = { policy: policyAt(policy, it.lossAt), payment, others, ofPolicy, documents, payeeHistory };
  return { it, customer, task, reads, deadlines };
}

/** The same, with who decides; now. */
export function decidedBy(role: Role | readonly Role[], it: Claim, besides: Besides = {}) {
  return { ...aWorld(it, besides), by: aPerson(role), now };
}

/** A table that answers queries alone. */
export function queried(query: Table['query']): Table {
  const refuse = async () => {
    throw new Error('This table answers queries alone');
  };
  return { query, get: refuse, getMany: refuse, commit: refuse };
}
