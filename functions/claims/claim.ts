import * as z from 'zod';
import { type CaseChange, caseFields, type World } from '../cases/case.ts';
import type { CaseListing } from '../cases/case-listing.ts';
import type { PayeeEntry } from '../payments/payee-history.ts';
import type { Payment } from '../payments/payment.ts';
import { lazily } from '../platform/lazily.ts';
import { money } from '../platform/money.ts';
import { lines, text } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
import { causes } from '../policies/policy.ts';
import type { PolicyAt } from '../policies/policy-at.ts';
import type { EvidenceDocument } from './evidence/document.ts';
import { breakdownCodes, deductionCodes, documentCodes } from './letters/labels.ts';
import { storedPayee } from './payee.ts';

/** Who handles a claim and how: decided once, by triage. */
export const tracks = ['fast-track', 'survey', 'injury', 'senior'] as const;
export type Track = (typeof tracks)[number];

/** Why cover is in doubt. A doubt goes to a person; nothing is denied by a machine. */
export const doubts = [
  'not-in-force',
  'peril-not-covered',
  'in-waiting-period',
  'limit-used-up',
  'currency-differs',
  'soon-after-inception',
  'reported-late',
  'possible-duplicate',
  'frequent-claims',
] as const;
export type Doubt = (typeof doubts)[number];

/** Another claim that may tell of the same loss, and what it has in common. */
export const similarClaim = z.lazy(() =>
  z
    .object({
      claimId: z.string(),
      reference: z.string(),
      lossAt: z.iso.datetime(),
      why: z.enum(['same-loss', 'same-object', 'same-person']),
    })
    .meta({ id: 'SimilarClaim' }),
);
export type SimilarClaim = z.infer<typeof similarClaim>;

const actor = z.object({ sub: z.string(), name: z.string() });

const breakdown = z.array(z.strictObject({ label: z.enum(breakdownCodes), amount: money })).max(20);
export type Breakdown = z.output<typeof breakdown>;
export const note = lines(2000).optional();

const deductions = deductionCodes.join(', ');

export const approval = z.lazy(() =>
  z.strictObject({
    outcome: z.literal('approve'),
    amount: money,
    breakdown: breakdown.default([]).meta({
      ...described({
        en: `Parts and deductions (${deductions}), all of them positive amounts, each label once: parts less deductions are the amount. Without it the amount is the loss as assessed, or else estimated, less the policy's deductible`,
        'zh-CN': `赔款构成：各赔付项与扣减项（${deductions}）均填正数，每个项目只列一次，赔付项之和减去扣减项之和等于核定金额。不填则核定金额须等于定损金额（未定损时为估损金额）减去保单免赔额`,
      }),
    }),
    deductibleWaived: z
      .strictObject({ reason: lines(1000) })
      .optional()
      .meta({
        ...described({
          en: "The policy's deductible is not taken off, and why; the reason is for staff",
          'zh-CN': '不扣除保单免赔额及其理由；理由仅供内部查阅',
        }),
      }),
    clause: text(500).optional(),
    note,
  }),
);
export type Approval = z.output<typeof approval>;

export const denial = z.lazy(() =>
  z.strictObject({ outcome: z.literal('deny'), clause: text(500), reasons: lines(2000) }),
);
export type Denial = z.output<typeof denial>;

/** A decision that a second person must confirm. */
export const proposal = z.lazy(() =>
  z.object({ decision: z.discriminatedUnion('outcome', [approval, denial]), maker: actor }),
);

/** How the approved amount is made up, as the customer is told. */
const offer = z.lazy(() => z.object({ breakdown, clause: z.string().optional() }));

const reported = lazily(() =>
  z.object({
    ...caseFields,
    claimId: z.string(),
    policyNumber: z.string(),
    /** The term that the loss is held against; claims of before there were terms are of the first. */
    policyTerm: z.int().min(1).default(1),
    /** What it is about, as far as two claims can be about the same: an object, a person, or else the policy. */
    insured: z.string(),
    /** Another owner's claim of the very same loss, which whoever reported this one may not know of. */
    sameLossAs: similarClaim.optional(),
    lossAt: z.string(),
    cause: z.enum(causes),
    description: z.string(),
    location: z.string().optional(),
    estimate: money.optional(),
    injury: z.boolean(),
    reporter: z.object({ name: z.string(), phone: z.string(), relation: z.string() }),
    /** Longer than a year: how long the evidence must be kept depends on it (art. 87). */
    longTerm: z.boolean(),
    documentsReceived: z.array(z.enum(documentCodes)).optional(),
  }),
);

const sorted = lazily(() =>
  reported().extend({
    track: z.enum(tracks),
    doubts: z.array(z.enum(doubts)),
    /** The claims that may tell of the same loss. */
    similar: z.array(similarClaim).optional(),
    /** When somebody who was hurt was called. */
    contactedAt: z.string().optional(),
    assessed: money.optional(),
  }),
);

/** What is decided on: again after a dispute, when the offer in dispute is still there to see. */
const weighed = lazily(() =>
  sorted().extend({
    documentsRequested: z.array(z.enum(documentCodes)).optional(),
    approved: money.optional(),
    offer: offer.optional(),
    /** How often it was to be paid: what is agreed again is ordered under the next number. */
    paymentAttempts: z.int().optional(),
  }),
);

/** What an offer says. */
export const approvedFacts = z.lazy(() => z.object({ approved: money, offer }));

/** Reserved is what the approval takes from the policy's limit, until it is paid or given back. */
const approved = lazily(() => weighed().extend({ approved: money, offer, reserved: money }));

const agreement = {
  agreedAt: z.string(),
  payee: storedPayee.optional(),
  /** Who named the payee, where one is named. */
  payeeNamedBy: actor.optional(),
  /** The order under way; in AGREED, the one that has failed and was not repaired yet. */
  paymentOrderId: z.string().optional(),
};
const agreed = lazily(() =>
  approved().extend({
    ...agreement,
    /**
     * While nobody else has confirmed the payee: one who is not the customer, or, known when the check begins, one who is paid for
     * many other claims. `namedBy` is absent where nobody was named.
     */
    payeeDoubt: z.object({ namedBy: actor.optional(), frequent: z.literal(true).optional() }).optional(),
    /** Somebody has confirmed this payee, knowing for how many other claims they are paid. */
    payeeChecked: z.literal(true).optional(),
  }),
);
const ordered = lazily(() => approved().extend({ ...agreement, paymentOrderId: z.string(), paymentAttempts: z.int() }));
const paid = lazily(() => ordered().omit({ reserved: true }).extend({ paid: money }));
const over = lazily(() => weighed().extend({ ...agreement, agreedAt: z.string().optional(), paid: money.optional() }));

/** A claim, by its status: one that is OFFERED has its offer, one that is PAID its payment. */
export const claimSchema = z.lazy(() =>
  z.discriminatedUnion('status', [
    reported().extend({ status: z.literal(['REPORTED', 'REGISTERED']) }),
    sorted().extend({ status: z.literal(['TRIAGED', 'FAST_TRACK', 'SURVEY', 'INJURY_CARE']) }),
    sorted().extend({ status: z.literal('ASSESSED'), assessed: money }),
    weighed().extend({ status: z.literal('ADJUDICATION'), proposal: proposal.optional() }),
    weighed().extend({
      status: z.literal('DOCUMENTS_REQUESTED'),
      documentsRequested: z.array(z.enum(documentCodes)).min(1),
    }),
    approved().extend({ status: z.literal(['APPROVED', 'PARTIALLY_APPROVED', 'OFFERED']) }),
    weighed().extend({ status: z.literal('DISPUTED'), approved: money, offer }),
    agreed().extend({ status: z.literal('AGREED') }),
    ordered().extend({ status: z.literal('PAYMENT_ORDERED') }),
    paid().extend({ status: z.literal('PAID') }),
    weighed().extend({ status: z.literal('DENIED') }),
    over().extend({ status: z.literal('CLOSED') }),
    over().extend({
      status: z.literal('WITHDRAWN'),
      track: z.enum(tracks).optional(),
      doubts: z.array(z.enum(doubts)).optional(),
    }),
  ]),
);

export type Claim = z.infer<typeof claimSchema>;
export type ClaimStatus = Claim['status'];
export type ApprovedClaim = Extract<Claim, { status: 'APPROVED' | 'PARTIALLY_APPROVED' | 'OFFERED' }>;
export type ClaimChange = CaseChange<Claim>;

/** What is told of a claim where it stands beside others, as far as it is known. */
export const claimSummary = z.object({
  lossAt: z.iso.datetime().optional(),
  cause: z.enum(causes).optional(),
  estimate: money.optional(),
  approved: money.optional(),
  paid: money.optional(),
});
export type ClaimSummary = z.infer<typeof claimSummary>;

export function summaryOf(claim: Claim): ClaimSummary {
  return claimSummary.parse(claim);
}

/** What the rules of claims decide from besides the claim, its customer and its open task. */
export interface ClaimReads {
  /** Its term, as it stood at the loss. */
  readonly policy: PolicyAt;
  /** The claims about the same object or person whose loss is not far from its own. */
  readonly others: readonly Claim[];
  /** What was with the payee of an agreed claim before its order. */
  readonly payeeHistory: readonly PayeeEntry[];
  /** The claims of the same policy, also the claim itself, the last reported first: as many as are counted. */
  readonly ofPolicy: readonly CaseListing[];
  /** What was announced and received for it, the last announced first. */
  readonly documents: readonly EvidenceDocument[];
  /** The claim's last payment order. */
  readonly payment: Payment | undefined;
}
export type ClaimWorld = World<Claim, ClaimReads>;
