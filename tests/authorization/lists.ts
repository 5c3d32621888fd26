import { accessWrite } from '../../functions/access/access-store.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import { messageWrites } from '../../functions/notifications/notice.ts';
import { system } from '../../functions/platform/record/events.ts';
import { openTerm, policies } from '../../functions/policies/policy-store.ts';
import { deskStaff, fieldStaff } from '../../functions/roles.ts';
import type { OperationId } from '../../functions/routes.ts';
import { tasks } from '../../functions/tasks/task-store.ts';
import type { Call } from '../support/api.ts';
import { now, type Product } from './product.ts';
import { away, claimOf, customerOf, home, idsOf, paymentOf, policyOf, taskKinds, taskOf, writesOf } from './world.ts';

/**
 * What one list holds of different people: `mine` is of the customer, handled by the home branch, `away` is of the customer, handled by
 * another branch, and `staffs` is what staff of the home branch may know of and the customer may not.
 */
export interface Mixed {
  readonly request: Pick<Call, 'params' | 'query' | 'body'>;
  readonly named: (item: Record<string, unknown>) => unknown;
  readonly mine: readonly unknown[];
  readonly away: readonly unknown[];
  readonly staffs: readonly unknown[];
}

const ids = idsOf('own');
const params = { customerId: ids.customerId };
const ofClaim = { params: { claimId: ids.claimId } };
/** Whose staff are of a branch. */
const branchRoles = [...deskStaff, ...fieldStaff];
/** For roles that serve the whole company: there is nothing in such a list that another caller of the route may not know of. */
const wholeCompany = { mine: [], away: [] } as const;

/** Every route that answers with a page, and what is in it. */
export const lists = {
  searchCustomers: {
    request: { body: { phone: '13800138000' } },
    named: ({ customerId }) => customerId,
    mine: [ids.customerId],
    away: [idsOf('branch').customerId],
    staffs: [idsOf('other').customerId],
  },
  listPoliciesOfCustomer: {
    request: { params },
    named: ({ policyNumber }) => policyNumber,
    mine: [ids.policyNumber],
    away: ['POL-moved', 'POL-away'],
    staffs: [],
  },
  // Latest first: the customer's in another branch, the customer's at home, and of before it was sold to them.
  listPolicyTerms: {
    request: { params: { policyNumber: 'POL-moved' } },
    named: ({ term }) => term,
    mine: [2],
    away: [3],
    staffs: [1],
  },
  listClaims: {
    request: { params },
    named: ({ claimId }) => claimId,
    mine: [ids.claimId, ids.offeredId, ...kindsOf('own')],
    away: ['clm_away_1', 'clm_away_2'],
    staffs: [],
  },
  searchClaims: {
    request: { query: { policyNumber: ids.policyNumber } },
    named: ({ claimId }) => claimId,
    mine: [ids.claimId, ids.offeredId, ...kindsOf('own')],
    away: ['clm_away_1', 'clm_away_2'],
    staffs: [],
  },
  listStaff: {
    request: { query: { branch: home } },
    named: ({ staffId }) => staffId,
    mine: [],
    away: [],
    staffs: [...branchRoles.map((role) => `a ${role}`), ids.staffId, idsOf('other').staffId],
  },
  listBranches: {
    request: {},
    named: ({ branchId }) => branchId,
    mine: [],
    away: [away],
    staffs: [home],
  },
  getTimeline: {
    request: ofClaim,
    named: ({ type }) => type,
    mine: ['claim.reported.v1', 'claim.registered.v1'],
    away: [],
    staffs: ['claim.task-escalated.v1', 'claim.decision-proposed.v1'],
  },
  listDocuments: {
    request: ofClaim,
    named: ({ documentId }) => documentId,
    mine: [ids.documentId],
    away: [],
    staffs: [],
  },
  listPayments: {
    request: ofClaim,
    named: ({ orderId }) => orderId,
    mine: [ids.orderId],
    away: ['pay_away_1', 'pay_away_2'],
    staffs: [],
  },
  listTasks: {
    request: { query: { queue: 'claims-handler', assignee: 'a colleague' } },
    named: ({ taskId }) => taskId,
    mine: ['tsk_mine'],
    away: ['tsk_away_1', 'tsk_away_2'],
    staffs: [],
  },
  listNotifications: {
    request: { params },
    named: ({ caseId, channel }) => `${caseId} ${channel}`,
    mine: [ids.claimId, ids.claimId, 'clm_mine'].flatMap((id) => [`${id} email`, `${id} sms`]),
    away: ['clm_away_1 email', 'clm_away_1 sms'],
    staffs: [],
  },
  listExecutions: {
    request: {},
    named: ({ name }) => name,
    ...wholeCompany,
    staffs: (['own', 'other', 'branch'] as const).map((whose) => idsOf(whose).executionName),
  },
  listAccesses: {
    request: { query: { customer: ids.customerId } },
    named: ({ requestId }) => requestId,
    ...wholeCompany,
    staffs: ['request-1', 'request-2'],
  },
  listDeadlines: {
    request: { query: { case: ids.claimId } },
    named: ({ deadlineId }) => deadlineId,
    mine: [ids.deadlineId],
    away: [],
    staffs: [],
  },
  listShadowBreaches: {
    request: { params: { pack: ids.shadowPack } },
    named: ({ caseId }) => caseId,
    ...wholeCompany,
    staffs: (['own', 'other', 'branch'] as const).map((whose) => idsOf(whose).claimId),
  },
  listFindings: { request: {}, named: ({ caseId }) => caseId, ...wholeCompany, staffs: [ids.claimId] },
} as const satisfies Partial<Record<OperationId, Mixed>>;

/** Puts records of other branches, and of earlier owners, among those of the customer. */
export async function mingle({ table, written }: Product): Promise<void> {
  const first = policyOf('other', { policyNumber: 'POL-moved', ...year(2023) });
  const second = { ...policyOf('own', { policyNumber: 'POL-moved', term: 2, version: 2, ...year(2024) }) };
  const third = { ...second, branchId: away, term: 3, version: 3, ...year(2025) };
  await table.commit([policies.create(first)]);
  await table.commit(openTerm(first, second, system));
  await table.commit(openTerm(second, third, system));
  await table.commit([policies.create(policyOf('own', { policyNumber: 'POL-away', branchId: away, ...year(2020) }))]);
  for (const claimId of ['clm_away_1', 'clm_away_2']) {
    await table.commit(writesOf(claimOf('own', claimId, { branchId: away, createdAt: minute(claimId) }), 'own'));
  }
  const payments = ['pay_away_1', 'pay_away_2'].flatMap((orderId) =>
    paymentOf('own', { orderId, branchId: away, createdAt: minute(orderId) }),
  );
  const accesses = ['request-1', 'request-2'].map((requestId) =>
    accessWrite({
      requestId,
      at: now.toISOString(),
      by: 'a colleague',
      roles: ['agent'],
      operation: 'getCustomer',
      record: params,
      customerId: ids.customerId,
    }),
  );
  await table.commit([...accesses, ...payments, ...tasksOfColleague(), ...messagesOfCases()]);
  const told = ['task-escalated', 'registered', 'decision-proposed'].map((happened) => ({ happened, set: {} }));
  const claim = claimOf('own', ids.claimId);
  await table.commit(claims.change(claim, told, system, now).events);
  written.length = 0;
}

function tasksOfColleague() {
  const assignee = { sub: 'a colleague', name: '张三' };
  return ['tsk_away_1', 'tsk_mine', 'tsk_away_2'].map((taskId, index) => {
    const branchId = taskId === 'tsk_mine' ? home : away;
    const claim = claimOf('other', idsOf('other').claimId, { branchId });
    const dueAt = `2026-11-22T08:0${index}:00.000Z`;
    return tasks.create({ ...taskOf(claim, 'adjudication', 'other'), taskId, assignee, dueAt });
  });
}

/** One about a case of the home branch, and one about a case of another. */
function messagesOfCases() {
  const about = {
    customer: customerOf('own'),
    template: 'claim-withdrawn',
    model: { reference: 'C1' },
    key: '1',
    now,
  } as const;
  return [
    ...messageWrites({ ...about, caseId: 'clm_away_1', branchId: away }),
    ...messageWrites({ ...about, caseId: 'clm_mine', branchId: home }),
  ];
}

function kindsOf(whose: 'own'): string[] {
  const { claimId } = idsOf(whose);
  return Object.keys(taskKinds).map((kind) => `${claimId}_${kind}`);
}

function year(begins: number) {
  return { effectiveAt: `${begins}-01-01T00:00:00.000Z`, expiresAt: `${begins + 1}-01-01T00:00:00.000Z` };
}

/** A time of its own, around those of the other records, so that what is hidden lies before and after what is shown. */
function minute(id: string): string {
  return id.endsWith('1') ? '2026-11-19T07:00:00.000Z' : '2026-11-19T09:00:00.000Z';
}
