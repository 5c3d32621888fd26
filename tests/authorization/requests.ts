import { sign } from '../../functions/payments/signature.ts';
import type { OperationId } from '../../functions/routes.ts';
import type { Call } from '../support/api.ts';
import { now, webhookSecret } from './product.ts';
import { away, home, idsOf, type Relation } from './world.ts';

type Request = Pick<Call, 'params' | 'query' | 'body' | 'headers'>;

/** A valid request of each route about a record of the caller's, another's, another branch's, or a missing one. */
export const requests: Readonly<Record<OperationId, (whose: Relation) => Request>> = {
  getHealth: () => ({}),
  getOpenApi: () => ({}),
  getDocs: () => ({}),
  getMe: () => ({}),
  listStaff: (whose) => ({ query: { branch: branchOf(whose) } }),
  registerStaffMember: (whose) => ({ body: colleague(whose) }),
  loadStaff: (whose) => ({ body: { items: [colleague(whose)] } }),
  getStaffMember: ofStaffMember,
  patchStaffMember: (whose) => ({
    ...ofStaffMember(whose),
    body: { leave: [{ from: '2026-12-01T00:00:00Z', to: '2026-12-08T00:00:00Z' }] },
  }),
  listBranches: () => ({}),
  openBranch: (whose) => ({ body: office(whose) }),
  loadBranches: (whose) => ({ body: { items: [office(whose)] } }),
  getBranch: ofBranch,
  patchBranch: (whose) => ({ ...ofBranch(whose), body: { region: '华东' } }),
  registerCustomer: (whose) => ({ body: { name: '李四', branchId: branchOf(whose) } }),
  loadCustomers: (whose) => ({ body: { items: [{ name: '李四', externalRef: idsOf(whose).externalRef }] } }),
  searchCustomers: (whose) => ({ body: { externalRef: idsOf(whose).externalRef } }),
  getCustomer: ofCustomer,
  patchCustomer: (whose) => ({ ...ofCustomer(whose), body: { address: '上海市' } }),
  issuePolicy: (whose) => ({ body: policy(whose, 'POL-new') }),
  loadPolicies: (whose) => ({ body: { items: [policy(whose, idsOf(whose).policyNumber)] } }),
  getPolicy: ofPolicy,
  patchPolicy: (whose) => ({ ...ofPolicy(whose), body: { status: 'SUSPENDED' } }),
  listPolicyTerms: ofPolicy,
  listPoliciesOfCustomer: ofCustomer,
  reportClaim: (whose) => ({ body: loss(whose) }),
  listDeadlines: (whose) => ({ query: { case: idsOf(whose).claimId } }),
  getDeadline: ofDeadline,
  explainDeadline: ofDeadline,
  extendDeadline: (whose) => ({ ...ofDeadline(whose), body: { reason: '维修厂尚未答复' } }),
  replayDeadlines: (whose) => ({
    body: { pack: idsOf(whose).shadowPack, version: '2026-11', from: '2026-11-01', to: '2026-11-20' },
  }),
  listShadowBreaches: (whose) => ({ params: { pack: idsOf(whose).shadowPack } }),
  getJob: (whose) => ({ params: { jobId: idsOf(whose).jobId } }),
  getClaim: ofClaim,
  listClaims: ofCustomer,
  getTimeline: ofClaim,
  listPayments: ofClaim,
  searchClaims: (whose) => ({ query: { policyNumber: idsOf(whose).policyNumber } }),
  noteOnClaim: (whose) => ({ ...ofClaim(whose), body: { text: '已联系修理厂' } }),
  announceDocument: (whose) => ({
    ...ofClaim(whose),
    body: { kind: 'photos', filename: '照片.jpg', contentType: 'image/jpeg' },
  }),
  listDocuments: ofClaim,
  openDocument: ofDocument,
  rejectDocument: (whose) => ({ ...ofDocument(whose), body: { reason: '照片模糊' } }),
  withdrawClaim: (whose) => ({ ...ofClaim(whose), body: {} }),
  acceptOffer: ofOffer,
  disputeOffer: ofOffer,
  listTasks: (whose) => ({
    query: { queue: whose === 'other' ? 'customer' : 'claims-handler', branch: branchOf(whose) },
  }),
  listQueues: (whose) => ({ query: { branch: branchOf(whose) } }),
  getTask: ofTask,
  releaseTask: (whose) => ({ ...ofTask(whose), body: {} }),
  assignTask: (whose) => ({ ...ofTask(whose), body: {} }),
  noteCall: (whose) => ({ ...ofTask(whose), body: { outcome: 'reached' } }),
  decideTask: (whose) => ({
    ...ofTask(whose),
    body: { outcome: 'approve', amount: { amount: 320_000, currency: 'CNY' } },
  }),
  listNotifications: ofCustomer,
  receivePaymentNotice: (whose) => notice({ orderId: idsOf(whose).orderId }),
  listExecutions: () => ({}),
  getExecution: (whose) => ({ params: { executionName: idsOf(whose).executionName } }),
  stopExecution: (whose) => ({
    params: { executionName: idsOf(whose).executionName },
    body: { reason: 'a faulty release' },
  }),
  restartExecution: (whose) => ({ params: { executionName: idsOf(whose).executionName }, body: { reason: 'mended' } }),
  listFindings: () => ({}),
  listAccesses: (whose) => ({ query: { customer: idsOf(whose).customerId } }),
};

/** A payment notice as the provider signs it. */
export function notice(told: object, signedAt = now): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ id: 'notice-1', type: 'payment.paid', providerReference: 'bank-1', ...told });
  return { body, headers: { 'x-careline-signature': sign(webhookSecret, body, signedAt) } };
}

/** A loss on the policy of a relation. */
export function loss(whose: Relation) {
  return {
    policyNumber: idsOf(whose).policyNumber,
    lossAt: '2026-11-20T07:00:00Z',
    cause: 'glass',
    description: '前挡风玻璃破碎',
    reporter: { name: '王小明', phone: '13800138000', relation: '本人' },
  };
}

function policy(whose: Relation, policyNumber: string) {
  return {
    policyNumber,
    customerId: idsOf(whose).customerId,
    line: 'motor',
    plan: 'comprehensive',
    effectiveAt: '2026-01-01T00:00:00Z',
    expiresAt: '2027-01-01T00:00:00Z',
    perils: ['glass'],
    sumInsured: { amount: 30_000_000, currency: 'CNY' },
  };
}

function colleague(whose: Relation) {
  return { staffId: 'u-new', name: '李四', roles: ['agent'], branchId: branchOf(whose) };
}

/** A branch under that of a relation. */
function office(whose: Relation) {
  return { branchId: 'NEW-1', name: '新设营业部', parent: branchOf(whose) };
}

function branchOf(whose: Relation): string {
  return { own: home, other: home, branch: away, missing: 'NO-99' }[whose];
}

function ofCustomer(whose: Relation) {
  return { params: { customerId: idsOf(whose).customerId } };
}

function ofStaffMember(whose: Relation) {
  return { params: { staffId: idsOf(whose).staffId } };
}

function ofBranch(whose: Relation) {
  return { params: { branchId: branchOf(whose) } };
}

function ofPolicy(whose: Relation) {
  return { params: { policyNumber: idsOf(whose).policyNumber } };
}

function ofClaim(whose: Relation) {
  return { params: { claimId: idsOf(whose).claimId } };
}

function ofDocument(whose: Relation) {
  const { claimId, documentId } = idsOf(whose);
  return { params: { claimId, documentId } };
}

function ofOffer(whose: Relation) {
  return { params: { claimId: idsOf(whose).offeredId }, body: {} };
}

function ofTask(whose: Relation) {
  return { params: { taskId: idsOf(whose).taskId } };
}

function ofDeadline(whose: Relation): Request {
  return { params: { deadlineId: idsOf(whose).deadlineId } };
}
