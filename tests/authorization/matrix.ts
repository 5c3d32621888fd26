import type { Role } from '../../functions/platform/http/auth.ts';
import type { OperationId } from '../../functions/routes.ts';

/**
 * What a route answers about a record: the caller's own (for staff: of their branch), another customer's of the same
 * branch, one of another branch, and one that is not there. `empty` is 200 with
 * nothing in the list, `rejected` is 200 with every row refused.
 */
export type Row = readonly [own: Cell, other: Cell, branch: Cell, missing: Cell];
type Cell = 200 | 201 | 202 | 403 | 404 | 409 | 422 | 'empty' | 'rejected';

/** A role that is not named is refused with 403, whoever has no token with 401; `everyone` needs no token. */
export type Rows = Partial<Record<Role, Row>> | { readonly everyone: Row };

const own: Row = [200, 404, 404, 404];
const ofBranch: Row = [200, 200, 404, 404];
const all: Row = [200, 200, 200, 404];
const untaken: Row = [409, 409, 404, 404];
const always: Row = [200, 200, 200, 200];
const ordered: Row = [202, 202, 202, 404];
const accepted: Row = [202, 202, 202, 422];

/** Who may what, written by hand from the issue, not from the routes. A route without a row does not compile. */
export const matrix = {
  getHealth: { everyone: always },
  getOpenApi: { everyone: always },
  getDocs: { everyone: always },

  getMe: {
    customer: always,
    agent: always,
    'service-rep': always,
    surveyor: always,
    'claims-handler': always,
    'claims-supervisor': always,
    'complaints-officer': always,
    'complaints-manager': always,
    'privacy-officer': always,
    ops: always,
    integration: always,
    admin: always,
  },
  // The staff of a branch: one's own, or one above it, which the away branch is not.
  listStaff: {
    agent: [200, 200, 'empty', 'empty'],
    'service-rep': [200, 200, 'empty', 'empty'],
    surveyor: [200, 200, 'empty', 'empty'],
    'claims-handler': [200, 200, 'empty', 'empty'],
    'claims-supervisor': [200, 200, 'empty', 'empty'],
    'complaints-officer': [200, 200, 'empty', 'empty'],
    'complaints-manager': [200, 200, 'empty', 'empty'],
    'privacy-officer': [200, 200, 200, 'empty'],
    ops: [200, 200, 200, 'empty'],
    integration: [200, 200, 200, 'empty'],
    admin: [200, 200, 200, 'empty'],
  },
  registerStaffMember: { admin: [201, 201, 201, 422] },
  loadStaff: { integration: [200, 200, 200, 'rejected'], admin: [200, 200, 200, 'rejected'] },
  getStaffMember: colleagues(),
  // Their leave; staff.test.ts has what supervisors do not change.
  patchStaffMember: { 'claims-supervisor': ofBranch, admin: all },
  listBranches: {
    agent: always,
    'service-rep': always,
    surveyor: always,
    'claims-handler': always,
    'claims-supervisor': always,
    'complaints-officer': always,
    'complaints-manager': always,
    'privacy-officer': always,
    ops: always,
    integration: always,
    admin: always,
  },
  openBranch: { admin: [201, 201, 201, 422] },
  loadBranches: { integration: [200, 200, 200, 'rejected'], admin: [200, 200, 200, 'rejected'] },
  getBranch: colleagues(),
  patchBranch: { admin: all },

  // A customer put into a branch: the caller's, again, another, one nobody knows.
  registerCustomer: {
    agent: [201, 201, 403, 403],
    'service-rep': [201, 201, 403, 403],
    integration: [201, 201, 201, 201],
    admin: [201, 201, 201, 201],
  },
  loadCustomers: { integration: always, admin: always },
  // What one may not know of is not found.
  searchCustomers: {
    agent: [200, 200, 'empty', 'empty'],
    'service-rep': [200, 200, 'empty', 'empty'],
    'claims-handler': [200, 200, 'empty', 'empty'],
    'claims-supervisor': [200, 200, 'empty', 'empty'],
    'complaints-officer': [200, 200, 'empty', 'empty'],
    'complaints-manager': [200, 200, 'empty', 'empty'],
    ops: [200, 200, 200, 'empty'],
    integration: [200, 200, 200, 'empty'],
    admin: [200, 200, 200, 'empty'],
  },
  getCustomer: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    integration: all,
    admin: all,
  },
  patchCustomer: { customer: own, agent: ofBranch, 'service-rep': ofBranch, integration: all, admin: all },

  // A policy for a customer whom the caller may not know of is one for nobody.
  issuePolicy: {
    agent: [201, 201, 422, 422],
    'service-rep': [201, 201, 422, 422],
    integration: [201, 201, 201, 422],
    admin: [201, 201, 201, 422],
  },
  loadPolicies: { integration: [200, 200, 200, 'rejected'], admin: [200, 200, 200, 'rejected'] },
  getPolicy: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    integration: all,
    admin: all,
  },
  patchPolicy: { agent: ofBranch, 'service-rep': ofBranch, integration: all, admin: all },
  listPolicyTerms: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    integration: all,
    admin: all,
  },
  listPoliciesOfCustomer: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    integration: all,
    admin: all,
  },

  // A loss on a policy which the caller may not know of is one on no policy.
  reportClaim: {
    customer: [201, 422, 422, 422],
    agent: [201, 201, 422, 422],
    'service-rep': [201, 201, 422, 422],
    'claims-handler': [201, 201, 422, 422],
    'claims-supervisor': [201, 201, 422, 422],
    integration: [201, 201, 201, 422],
    admin: [201, 201, 201, 422],
  },
  getClaim: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    ops: all,
    admin: all,
  },
  listClaims: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    ops: all,
    admin: all,
  },
  getTimeline: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    ops: all,
    admin: all,
  },
  listPayments: {
    agent: ofBranch,
    'service-rep': ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    admin: all,
  },
  searchClaims: {
    agent: [200, 200, 'empty', 'empty'],
    'service-rep': [200, 200, 'empty', 'empty'],
    surveyor: [200, 200, 'empty', 'empty'],
    'claims-handler': [200, 200, 'empty', 'empty'],
    'claims-supervisor': [200, 200, 'empty', 'empty'],
    'complaints-officer': [200, 200, 'empty', 'empty'],
    'complaints-manager': [200, 200, 'empty', 'empty'],
    ops: [200, 200, 200, 'empty'],
    admin: [200, 200, 200, 'empty'],
  },
  noteOnClaim: {
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    admin: all,
  },
  announceDocument: {
    customer: [201, 404, 404, 404],
    agent: [201, 201, 404, 404],
    'service-rep': [201, 201, 404, 404],
    surveyor: [201, 201, 404, 404],
    'claims-handler': [201, 201, 404, 404],
    'claims-supervisor': [201, 201, 404, 404],
    admin: [201, 201, 201, 404],
  },
  listDocuments: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    admin: all,
  },
  openDocument: {
    customer: own,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
  },
  rejectDocument: { 'claims-handler': ofBranch, 'claims-supervisor': ofBranch },
  withdrawClaim: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    admin: all,
  },
  acceptOffer: { customer: own },
  disputeOffer: { customer: own },

  // The queue of a branch; a branch that is not yours has no tasks for you to know of.
  listTasks: {
    'service-rep': [200, 200, 'empty', 'empty'],
    surveyor: [200, 200, 'empty', 'empty'],
    'claims-handler': [200, 200, 'empty', 'empty'],
    'claims-supervisor': [200, 200, 'empty', 'empty'],
    ops: [200, 200, 200, 'empty'],
    admin: [200, 200, 200, 'empty'],
  },
  getTask: {
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    ops: all,
    admin: all,
  },
  // Nobody has taken it, which whoever may not see it is not told.
  releaseTask: {
    surveyor: untaken,
    'claims-handler': untaken,
    'claims-supervisor': untaken,
    admin: [409, 409, 409, 404],
  },
  listQueues: {
    'service-rep': ['empty', 'empty', 'empty', 'empty'],
    surveyor: [200, 200, 'empty', 'empty'],
    'claims-handler': [200, 200, 'empty', 'empty'],
    'claims-supervisor': [200, 200, 'empty', 'empty'],
    ops: always,
    admin: always,
  },
  // An adjudication, which a surveyor does not decide, nor an administrator; people.test.ts has the other kinds.
  assignTask: {
    surveyor: [403, 403, 404, 404],
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    admin: [403, 403, 403, 404],
  },
  // Nobody has taken it, and who has not does not call.
  noteCall: {
    surveyor: [403, 403, 404, 404],
    'claims-handler': [403, 403, 404, 404],
    'claims-supervisor': [403, 403, 404, 404],
  },
  decideTask: { surveyor: [403, 403, 404, 404], 'claims-handler': ofBranch, 'claims-supervisor': ofBranch },

  listNotifications: {
    customer: own,
    agent: ofBranch,
    'service-rep': ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    ops: all,
    admin: all,
  },

  // Signed by the provider; who sends it does not matter.
  receivePaymentNotice: { everyone: all },

  listExecutions: { ops: always, admin: always },
  getExecution: { ops: all, admin: all },
  stopExecution: { ops: ordered, admin: ordered },
  restartExecution: { ops: ordered, admin: ordered },

  listFindings: { ops: always, admin: always },

  // The clocks of a case: nobody's where there is none.
  listDeadlines: {
    customer: [200, 'empty', 'empty', 'empty'],
    ...onDesk([200, 200, 'empty', 'empty']),
    surveyor: [200, 200, 'empty', 'empty'],
    'privacy-officer': [200, 200, 200, 'empty'],
    ops: [200, 200, 200, 'empty'],
    admin: [200, 200, 200, 'empty'],
  },
  getDeadline: { customer: own, ...clerks() },
  explainDeadline: { customer: own, ...clerks() },
  // A decision that was promised, which a supervisor extends.
  extendDeadline: {
    ...onDesk([403, 403, 404, 404]),
    surveyor: [403, 403, 404, 404],
    'claims-supervisor': ofBranch,
    'privacy-officer': [403, 403, 403, 404],
    ops: [403, 403, 403, 404],
    admin: [403, 403, 403, 404],
  },

  // Reads the cases of all branches, which those of a branch may not.
  replayDeadlines: {
    'claims-supervisor': [403, 403, 403, 403],
    'complaints-manager': [403, 403, 403, 403],
    ops: accepted,
    admin: accepted,
  },
  listShadowBreaches: { ops: all, admin: all },

  // A job is its asker's alone: ops have asked for the first one, and for no other.
  getJob: {
    'claims-supervisor': [404, 404, 404, 404],
    'complaints-manager': [404, 404, 404, 404],
    ops: own,
    admin: [404, 404, 404, 404],
  },

  // Of customers at whom nobody has looked.
  listAccesses: {
    'privacy-officer': ['empty', 'empty', 'empty', 404],
    admin: ['empty', 'empty', 'empty', 404],
  },
} satisfies Record<OperationId, Rows>;

function onDesk(row: Row) {
  return {
    agent: row,
    'service-rep': row,
    'claims-handler': row,
    'claims-supervisor': row,
    'complaints-officer': row,
    'complaints-manager': row,
  };
}

/** Staff of a branch, and those who serve the whole company. */
function clerks() {
  return { ...onDesk(ofBranch), surveyor: ofBranch, 'privacy-officer': all, ops: all, admin: all };
}

/** What staff know of their branch and of who works there. */
function colleagues() {
  return {
    agent: ofBranch,
    'service-rep': ofBranch,
    surveyor: ofBranch,
    'claims-handler': ofBranch,
    'claims-supervisor': ofBranch,
    'complaints-officer': ofBranch,
    'complaints-manager': ofBranch,
    'privacy-officer': all,
    ops: all,
    integration: all,
    admin: all,
  };
}
