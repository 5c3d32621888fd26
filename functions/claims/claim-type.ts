import type { CaseType } from '../cases/case.ts';
import { deadlineSettings } from '../deadlines/deadline-settings.ts';
import { type PayeeEntry, payeeHistory } from '../payments/payee-history.ts';
import { frequentPayee } from '../payments/payment-settings.ts';
import { payments } from '../payments/payment-store.ts';
import { keysOf } from '../platform/keys-of.ts';
import type { Table } from '../platform/record/table.ts';
import { policyId, policyOfTerm } from '../policies/policy-store.ts';
import { type Claim, type ClaimReads, type ClaimStatus, claimSchema, summaryOf } from './claim.ts';
import { problems } from './claim-problems.ts';
import { claimQueues } from './claim-queues.ts';
import { says } from './claim-wordings.ts';
import { isComplete, isFirstProof } from './evidence/document.ts';
import { listedDocuments } from './evidence/document-store.ts';
import { isFrequentPayee, payeeWindow } from './rules/frequent-payee.ts';
import { neighbourPlace, neighboursOf, underPolicy } from './search/claim-neighbours.ts';

/** Each state and where it may lead; `WITHDRAWN` is open until payment is ordered, for then the money is on its way. */
const transitions = {
  REPORTED: ['REGISTERED', 'WITHDRAWN'],
  REGISTERED: ['TRIAGED', 'WITHDRAWN'],
  TRIAGED: ['FAST_TRACK', 'SURVEY', 'INJURY_CARE', 'ADJUDICATION', 'WITHDRAWN'],
  FAST_TRACK: ['ADJUDICATION', 'WITHDRAWN'],
  SURVEY: ['ASSESSED', 'WITHDRAWN'],
  ASSESSED: ['ADJUDICATION', 'WITHDRAWN'],
  INJURY_CARE: ['ADJUDICATION', 'WITHDRAWN'],
  ADJUDICATION: ['DOCUMENTS_REQUESTED', 'APPROVED', 'PARTIALLY_APPROVED', 'DENIED', 'WITHDRAWN'],
  DOCUMENTS_REQUESTED: ['ADJUDICATION', 'WITHDRAWN'],
  APPROVED: ['OFFERED', 'WITHDRAWN'],
  PARTIALLY_APPROVED: ['OFFERED', 'WITHDRAWN'],
  OFFERED: ['AGREED', 'DISPUTED', 'WITHDRAWN'],
  DISPUTED: ['ADJUDICATION', 'WITHDRAWN'],
  /**
   * Paid: where somebody found that the order had been paid which was thought to have failed. Offered: a payee whom nobody
   * confirms brings the offer back, and the customer names another.
   */
  AGREED: ['PAYMENT_ORDERED', 'PAID', 'OFFERED', 'WITHDRAWN'],
  /** A payment that failed for good leaves the claim agreed: it is paid anew, or withdrawn. */
  PAYMENT_ORDERED: ['PAID', 'AGREED'],
  PAID: ['CLOSED'],
  DENIED: ['CLOSED'],
  CLOSED: [],
  WITHDRAWN: [],
} as const satisfies Record<ClaimStatus, readonly ClaimStatus[]>;

export const claimStatuses = keysOf(transitions);

/** The states of the claim workflow that a claim may belong in. */
export type ClaimPlace =
  | 'RegisterClaim'
  | 'CareForInjured'
  | 'SurveyLoss'
  | 'Adjudicate'
  | 'AwaitDocuments'
  | 'ReviewDecision'
  | 'AwaitAgreement'
  | 'CheckPayee'
  | 'PayClaim'
  | 'RepairPayment'
  | 'CloseClaim';

/** What makes a claim a case. */
export const claimType: CaseType<Claim, ClaimReads, ClaimPlace> = {
  name: 'claim',
  prefix: 'clm',
  letter: 'C',
  idOf: ({ claimId }) => claimId,
  schema: claimSchema,
  workflow: 'claim-lifecycle',
  transitions,
  cannotBecome: says.cannotBecome,
  begins: 'RegisterClaim',
  stands: {
    REPORTED: 'RegisterClaim',
    REGISTERED: 'RegisterClaim',
    TRIAGED({ track, doubts }) {
      if (track === 'injury') return 'CareForInjured';
      // A large loss that nobody doubts is looked at before a senior decides it.
      const looked = track === 'survey' || (track === 'senior' && doubts.length === 0);
      return looked ? 'SurveyLoss' : 'Adjudicate';
    },
    FAST_TRACK: 'Adjudicate',
    SURVEY: 'SurveyLoss',
    ASSESSED: 'Adjudicate',
    INJURY_CARE: ({ contactedAt }) => (contactedAt ? 'Adjudicate' : 'CareForInjured'),
    ADJUDICATION: ({ proposal }) => (proposal ? 'ReviewDecision' : 'Adjudicate'),
    DOCUMENTS_REQUESTED: (claim) => (isComplete(claim) ? 'Adjudicate' : 'AwaitDocuments'),
    APPROVED: 'AwaitAgreement',
    PARTIALLY_APPROVED: 'AwaitAgreement',
    OFFERED: 'AwaitAgreement',
    DISPUTED: 'Adjudicate',
    AGREED(claim, reads) {
      const { payeeDoubt, paymentOrderId } = claim;
      const { payment } = reads;
      if (payeeDoubt) return 'CheckPayee';
      if (!paymentOrderId) return isFrequentPayee(claim, reads) ? 'CheckPayee' : 'PayClaim';
      return payment?.status === 'PAID' ? 'CloseClaim' : 'RepairPayment';
    },
    PAYMENT_ORDERED(_claim, { payment }) {
      if (payment?.status === 'PAID') return 'CloseClaim';
      return payment?.status === 'FAILED' ? 'RepairPayment' : 'PayClaim';
    },
    PAID: 'CloseClaim',
    DENIED: 'CloseClaim',
    CLOSED: null,
    WITHDRAWN: null,
  },
  ended: { status: 'WITHDRAWN', code: problems.withdrawn.code, state: 'EndWithdrawn', says: says.withdrawn },
  internal: {
    events: [
      'decision-proposed',
      'decision-returned',
      'review-started',
      'noted',
      'payment-contradicted',
      'payment-unanswered',
      'payment-failed-after-close',
      'payment-found',
      'document-opened',
      'document-sent-again',
      'customer-untold',
      'customer-reached',
      'customer-not-reached',
      'customer-answered',
      'recovery-received',
      'recovery-written-off',
    ],
    notes: [
      'approved',
      'partially-approved',
      'payee-confirmed',
      'document-rejected',
      'surveyor-called',
      'injured-called',
    ],
    fields: ['track', 'doubts', 'similar'],
  },
  belongsTo: ({ policyNumber }) => policyId(policyNumber),
  summary: summaryOf,
  listedBy: neighbourPlace,
  handover: { queue: claimQueues.supervisor, clock: 'handover' },
  clocks: {
    packs: () => deadlineSettings().packs,
    first: 'reported',
    ladder: {
      rungs: { 50: 'handler', 80: 'team-leader', 95: 'branch-head', 100: 'head-office' },
      leads: 'claims-supervisor',
    },
    facts: ({ it, customer, reads: { policy } }) => ({
      line: policy.line,
      product: policy.plan,
      tier: customer.profile?.tier ?? 'standard',
      holder: customer.kind === 'person' ? 'person' : 'group',
      ...('track' in it && { complex: it.track !== 'fast-track' }),
    }),
    marks: (before, after) => [
      ...(isFirstProof(before, after) ? ['documents-submitted'] : []),
      ...(!isComplete(before) && isComplete(after) ? ['documents-completed'] : []),
    ],
  },
  outreach: { queue: claimQueues.handler, clock: 'reach-customer' },
  async reads(table, claim) {
    const orderId = 'paymentOrderId' in claim ? claim.paymentOrderId : undefined;
    const { policyNumber, policyTerm: term, lossAt: moment } = claim;
    const [policy, payment, others, ofPolicy, documents, history] = await Promise.all([
      policyOfTerm(table, { policyNumber, term, moment }),
      orderId === undefined ? undefined : payments.get(table, orderId),
      neighboursOf(table, claim),
      underPolicy(table, policyNumber),
      listedDocuments(table, claim.claimId),
      historyOfPayee(table, claim),
    ]);
    if (!policy) throw new Error(`The policy of claim ${claim.claimId} is gone`);
    return { policy, payment, others, ofPolicy, documents, payeeHistory: history };
  },
};

/** What was with the payee, while it matters: until the order. */
async function historyOfPayee(table: Table, claim: Claim): Promise<PayeeEntry[]> {
  if (claim.status !== 'AGREED' || claim.paymentOrderId !== undefined) return [];
  const { customerId, payee, agreedAt } = claim;
  return payeeHistory(table, { customerId, account: payee?.account }, payeeWindow(agreedAt, frequentPayee));
}
