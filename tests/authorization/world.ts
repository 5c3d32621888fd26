import { findingWrite } from '../../functions/cases/finding/finding.ts';
import { type Claim, claimSchema } from '../../functions/claims/claim.ts';
import { createClaim } from '../../functions/claims/claim-store.ts';
import type { EvidenceDocument } from '../../functions/claims/evidence/document.ts';
import { documents } from '../../functions/claims/evidence/document-store.ts';
import type { Customer } from '../../functions/customers/customer.ts';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { keptBy, keptWrites } from '../../functions/deadlines/keeping.ts';
import { shadows } from '../../functions/deadlines/shadow/shadow-store.ts';
import { jobs, newJob } from '../../functions/jobs/job-store.ts';
import { messageWrites } from '../../functions/notifications/notice.ts';
import { branches, staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import { payments } from '../../functions/payments/payment-store.ts';
import { reference } from '../../functions/platform/ids.ts';
import { system } from '../../functions/platform/record/events.ts';
import type { Write } from '../../functions/platform/record/table.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { staffRoles } from '../../functions/roles.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { tasks } from '../../functions/tasks/task-store.ts';
import type { Caller } from '../support/api.ts';
import { personOf } from './callers.ts';
import { now, type Product } from './product.ts';

/** Whose record it is, as the caller sees it. */
export const relations = ['own', 'other', 'branch', 'missing'] as const;
export type Relation = (typeof relations)[number];

/** The branch of the caller, and another one. */
export const home = 'SH-01';
export const away = 'BJ-02';

/** The queue of each kind of task. */
export const taskKinds = {
  survey: 'surveyor',
  'injury-contact': 'claims-handler',
  adjudication: 'claims-handler',
  review: 'claims-supervisor',
  'payee-check': 'claims-handler',
  'payment-repair': 'claims-handler',
  handover: 'claims-supervisor',
} as const;
export type Kind = keyof typeof taskKinds;

/** The ids of the records of a relation; those of `missing` are of the same form, and not there. */
export const idsOf = (whose: Relation) => ({
  customerId: `cus_${whose}`,
  externalRef: `REF-${whose}`,
  policyNumber: `POL-${whose}`,
  claimId: `clm_${whose}`,
  offeredId: `clm_${whose}_offered`,
  taskId: taskIdOf(whose, 'adjudication'),
  documentId: `doc_${whose}`,
  orderId: `pay_${whose}`,
  deadlineId: `ddl_clm_${whose}.CN-promise.decision.1`,
  staffId: `u-${whose}`,
  executionName: `claim-clm_${whose}-1`,
  jobId: `job_${whose}`,
  /** The same for all, but for one that there is not. */
  shadowPack: whose === 'missing' ? 'CN-missing' : 'CN-trial',
});

export const taskIdOf = (whose: Relation, kind: Kind | 'offer') => `tsk_${whose}_${kind}`;

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const at = '2026-11-19T08:00:00.000Z';
const stamps = { version: 1, createdAt: at, updatedAt: at };

/** A customer with everything that can be asked for: the caller's, another's, and one of another branch. */
export async function furnish({ table, execute, written }: Product): Promise<void> {
  await table.commit([home, away].map(branchWrite));
  await table.commit(staffRoles.map((role) => memberWrite(personOf(role))));
  for (const whose of ['own', 'other', 'branch'] as const) {
    const colleague = { role: 'claims-handler', sub: idsOf(whose).staffId, branchId: branchOf(whose) } as const;
    await table.commit([memberWrite(colleague)]);
    const owner = customerOf(whose);
    await table.commit([...createCustomer(owner), policies.create(policyOf(whose)), ...paymentOf(whose)]);
    await table.commit([documents.create(documentOf(whose))]);
    for (const claim of claimsOf(whose)) await table.commit(writesOf(claim, whose));
    const model = { reference: 'CK7Q2-M9X41', policyNumber: idsOf(whose).policyNumber };
    for (const key of ['1', '2']) {
      const notice = {
        customer: owner,
        template: 'claim-registered',
        model,
        caseId: idsOf(whose).claimId,
        branchId: branchOf(whose),
        key,
        now,
      };
      await table.commit(messageWrites({ ...notice, template: 'claim-registered' }));
    }
    await table.commit(clocksOf(claimOf(whose, idsOf(whose).claimId)));
    await table.commit([jobOf(whose), shadowOf(claimOf(whose, idsOf(whose).claimId))]);
    await execute(idsOf(whose).executionName);
  }
  await table.commit([finding]);
  written.length = 0;
}

/** What was found today about a case; it is for ops, whichever branch they are of. */
const finding = findingWrite({
  kind: 'wait-gone',
  action: 'restarted',
  caseType: 'claim',
  caseId: idsOf('own').claimId,
  reference: 'CK7Q2-M9X41',
  foundAt: now.toISOString(),
});

function branchWrite(branchId: string): Write {
  const place = { parent: 'HQ', zone: 'Asia/Shanghai', status: 'OPEN' } as const;
  return branches.create({ branchId, name: `${branchId} 分公司`, ...place, ...stamps });
}

/** On record, so that nobody is seen for the first time. */
function memberWrite({ role, sub = role, branchId = 'HQ' }: Caller): Write {
  const roles = staffRoles.filter((each) => each === role);
  const when = { today: at.slice(0, 10), now: new Date(at) };
  return staff.create(takenOn({ staffId: sub, name: sub, roles, branchId }, 'record', when));
}

/** The clock of a claim whose decision was promised, and who may extend it. */
export function clocksOf({ claimId: caseId, reference: caseReference, customerId, branchId }: Claim): Write[] {
  const facts = { line: 'motor', tier: 'standard', holder: 'person' } as const;
  const of = { caseId, caseReference, customerId, branchId, packs: { 'CN-promise': '2026-11' }, facts };
  const begins = { type: 'claim.adjudication-started.v1', at: now.toISOString() };
  return keptWrites(keptBy(of, [], [begins], now), now);
}

/** A job that is done; that of `own` was asked for by ops. */
function jobOf(whose: Relation): Write {
  const by = personOf(whose === 'own' ? 'ops' : 'agent');
  const principal = { sub: by.sub ?? whose, name: '王小明', roles: [] };
  const { job } = newJob('replay', {}, principal, new Date(at));
  const { wakeAt, ...over } = { ...job, jobId: idsOf(whose).jobId, state: 'DONE' as const };
  return jobs.create(over);
}

/** A clock of the trial pack, missed today. */
function shadowOf({ claimId: caseId, reference: caseReference, customerId, branchId }: Claim): Write {
  const of = {
    caseId,
    caseReference,
    customerId,
    branchId,
    pack: 'CN-trial',
    packVersion: '2026-11',
    rule: 'trial-pay',
  };
  const began = { generation: 1, startedAt: at, startedBy: 'claim.agreed.v1', state: 'BREACHED' } as const;
  return shadows.create({ ...of, ...began, due: now.toISOString(), breachedAt: now.toISOString(), ...stamps });
}

function branchOf(whose: Relation): string {
  return whose === 'branch' ? away : home;
}

export function customerOf(whose: Relation): Customer {
  const { customerId, externalRef } = idsOf(whose);
  const contact = { email: `${whose}@example.com`, phone: '+8613800138000' };
  const person = { kind: 'person', name: '王小明', language: 'zh-CN' } as const;
  return { customerId, externalRef, ...person, ...contact, branchId: branchOf(whose), ...stamps };
}

/** A policy of a relation's customer. */
export function policyOf(whose: Relation, more: Partial<Policy> = {}): Policy {
  const { policyNumber, customerId } = idsOf(whose);
  return {
    policyNumber,
    term: 1,
    customerId,
    branchId: branchOf(whose),
    line: 'motor',
    plan: 'comprehensive',
    status: 'IN_FORCE',
    effectiveAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    waitingDays: 0,
    perils: ['glass', 'collision'],
    sumInsured: cny(30_000_000),
    limitUsed: cny(1_000_000),
    ...stamps,
    ...more,
  };
}

/** One that was just reported, one that is offered, and one for each kind of task that may wait for a person. */
function claimsOf(whose: Relation): Claim[] {
  const { claimId, offeredId } = idsOf(whose);
  const kinds = Object.keys(taskKinds) as Kind[];
  return [
    claimOf(whose, claimId),
    claimOf(whose, offeredId, { ...sorted, ...approved, status: 'OFFERED', openTaskId: taskIdOf(whose, 'offer') }),
    ...kinds.map((kind) =>
      claimOf(whose, `${claimId}_${kind}`, { ...stateOf(kind), openTaskId: taskIdOf(whose, kind) }),
    ),
  ];
}

const sorted = { track: 'senior', doubts: ['reported-late'] };
const payee = { name: '王芳', relation: 'spouse' };
const approved = { approved: cny(300_000), reserved: cny(300_000), offer: { breakdown: [] } };

function stateOf(kind: Kind): object {
  const maker = { sub: 'a maker', name: '张三' };
  const deny = { outcome: 'deny', clause: '5.1', reasons: 'Not covered' } as const;
  const agreed = { ...approved, agreedAt: at, paymentOrderId: 'pay_failed', paymentAttempts: 1 };
  const states: Record<Kind, object> = {
    survey: { status: 'SURVEY' },
    'injury-contact': { status: 'INJURY_CARE' },
    adjudication: { status: 'ADJUDICATION' },
    review: { status: 'ADJUDICATION', proposal: { decision: deny, maker } },
    'payee-check': { status: 'AGREED', ...approved, agreedAt: at, payee, payeeDoubt: { namedBy: maker } },
    'payment-repair': { status: 'AGREED', ...agreed },
    handover: { status: 'TRIAGED' },
  };
  return { ...sorted, ...states[kind] };
}

/** A claim of a relation's customer, just reported. */
export function claimOf(whose: Relation, claimId: string, more: object = {}): Claim {
  const { customerId, policyNumber } = idsOf(whose);
  return claimSchema.parse({
    claimId,
    execution: 1,
    reference: reference('C', claimId),
    policyNumber,
    customerId,
    branchId: branchOf(whose),
    status: 'REPORTED',
    lossAt: '2026-11-18T08:00:00.000Z',
    cause: 'glass',
    description: '前挡风玻璃破碎',
    estimate: cny(320_000),
    injury: false,
    reporter: { name: '王小明', phone: '+8613800138000', relation: '本人' },
    longTerm: false,
    insured: `POLICY#${policyNumber}`,
    ...stamps,
    ...more,
  });
}

export function writesOf(claim: Claim, whose: Relation): Write[] {
  const loss = { ...claim, reporterPhone: claim.claimId };
  const { openTaskId } = claim;
  const kind = openTaskId?.slice(taskIdOf(whose, 'offer').length - 'offer'.length) as Kind | 'offer' | undefined;
  return [...createClaim(claim, loss, system), ...(kind ? [tasks.create(taskOf(claim, kind, whose))] : [])];
}

export function taskOf(claim: Claim, kind: Kind | 'offer', whose: Relation): Task {
  return {
    taskId: taskIdOf(whose, kind),
    kind,
    queue: kind === 'offer' ? 'customer' : taskKinds[kind],
    status: 'OPEN',
    caseId: claim.claimId,
    caseReference: claim.reference,
    customerId: claim.customerId,
    branchId: claim.branchId,
    facts: factsOf(claim, kind),
    dueAt: '2026-11-22T08:00:00.000Z',
    escalations: 0,
    taskToken: 'the token of a wait',
    escalatesTo: 'claims-supervisor',
    ...stamps,
  };
}

/** As the kind's schema has them. */
function factsOf(claim: Claim, kind: Kind | 'offer'): Task['facts'] {
  const { policyNumber, lossAt, cause, description, injury } = claim;
  const loss = {
    policyNumber,
    lossAt,
    cause,
    description,
    injury,
    currency: 'CNY',
    limitLeft: cny(29_000_000),
    otherClaims: [],
  };
  if (kind === 'offer') return { approved: cny(300_000), offer: { breakdown: [] } };
  if (kind === 'handover') return { state: 'RegisterClaim', error: 'TypeError', cause: '' };
  if (kind === 'payee-check') {
    return { doubts: ['third-party-payee'], customerName: '王小明', payee, approved: cny(300_000) };
  }
  return kind === 'payment-repair' ? { paymentOrderId: 'pay_failed', reason: 'no such account' } : loss;
}

/** An order for a relation's first claim. */
export function paymentOf(whose: Relation, more: Partial<Payment> = {}): Write[] {
  const { orderId, claimId, customerId } = idsOf(whose);
  return [
    payments.create({
      orderId,
      caseId: claimId,
      reference: 'CK7Q2-M9X41',
      customerId,
      branchId: branchOf(whose),
      amount: cny(300_000),
      payee: { name: '王小明' },
      attempt: 1,
      status: 'ORDERED',
      taskToken: 'the token of a wait',
      ...stamps,
      ...more,
    }),
  ];
}

/** A photo that the customer has sent. */
function documentOf(whose: Relation): EvidenceDocument {
  const { documentId, claimId } = idsOf(whose);
  return {
    documentId,
    claimId,
    kind: 'photos',
    filename: '照片.jpg',
    contentType: 'image/jpeg',
    sentBy: 'customer',
    status: 'RECEIVED',
    size: 1000,
    receivedAt: at,
    versionId: 'version-1',
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    detectedType: 'image/jpeg',
    ...stamps,
  };
}
