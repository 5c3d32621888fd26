import { customerAnswered } from '../cases/customer-answered.ts';
import { isHandledBy, timeline } from '../cases/timeline.ts';
import { visibleCase } from '../cases/visible-case.ts';
import { record, worldOf } from '../cases/world.ts';
import { visibleCustomer } from '../customers/visible-customer.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { viewOfPayment } from '../payments/payment-view.ts';
import { isOwn, maySee, type Principal } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { etag } from '../platform/http/etag.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError } from '../platform/problems.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { policyHeldAt } from '../policies/policy-store.ts';
import { decide } from '../tasks/deciding.ts';
import type { Claim, ClaimWorld } from './claim.ts';
import { claims, createClaim, findByLoss, type Loss } from './claim-store.ts';
import { says } from './claim-wordings.ts';
import { type EvidenceDeps, evidenceHandlers } from './evidence/handlers.ts';
import type { routes } from './routes.ts';
import { noted } from './rules/notes.ts';
import { doubted, lossOf, report } from './rules/report.ts';
import { withdraw } from './rules/withdrawal.ts';
import { searchClaims } from './search/claim-search.ts';
import { offer } from './tasks/offer.ts';

export const handlers: Handlers<typeof routes, EvidenceDeps> = {
  ...evidenceHandlers,

  async reportClaim({ table }, { principal, body, now }) {
    const policy = await policyHeldAt(table, body.policyNumber, body.lossAt);
    const claim = report(body, policy, principal, now);
    const { known, opens, loss } = await onceReported(table, claim, lossOf(body), principal);
    if (known) return answer(known, principal);
    const location = { location: `/v1/claims/${opens.claimId}` };
    return { ...answer(opens, principal, 201, location), writes: createClaim(opens, loss, actorOf(principal)) };
  },

  async searchClaims({ table }, request) {
    const { items, ...rest } = await searchClaims(table, request);
    const about = items.map(({ customerId }) => customerId);
    return { status: 200, body: { items: items.map((claim) => view(claim, request.principal)), ...rest }, about };
  },

  async noteOnClaim({ table }, { principal, params, body, ifMatch, now }) {
    const claim = await find(table, principal, params.claimId, ifMatch);
    if (isOwn(principal, claim)) throw new DomainError('forbidden', says.ownClaim);
    const world = await worldOf(claims, table, claim);
    return changed(record(claims, world, [noted(body)], { actor: actorOf(principal), now }), principal);
  },

  async getClaim({ table }, { principal, params }) {
    const claim = await find(table, principal, params.claimId);
    return { ...answer(claim, principal), about: [claim.customerId] };
  },

  async listClaims({ table }, request) {
    const { customerId } = request.params;
    await visibleCustomer(table, request.principal, customerId);
    return {
      status: 200,
      body: await page(table, claims.ofCustomer(customerId), request, {
        sees: maySee,
        view: (claim) => view(claim, request.principal),
      }),
      about: [customerId],
    };
  },

  async getTimeline({ table }, request) {
    const claim = await find(table, request.principal, request.params.claimId);
    return { status: 200, body: await timeline(claims, table, claim, request), about: [claim.customerId] };
  },

  async listPayments({ table }, request) {
    const claim = await find(table, request.principal, request.params.claimId);
    const shown = { sees: maySee, view: viewOfPayment };
    const body = await page(table, paymentsOf(claim.claimId), request, shown);
    return { status: 200, body, about: [claim.customerId] };
  },

  async withdrawClaim({ table }, { principal, params, body, ifMatch, now }) {
    const world = await worldOf(claims, table, await find(table, principal, params.claimId, ifMatch));
    const change = withdraw(world, body.reason, now);
    return heard(table, record(claims, world, [change], { actor: actorOf(principal), now }), world, principal, now);
  },

  async acceptOffer({ table }, { principal, params, body, ifMatch, now }) {
    const world = await worldOf(claims, table, await find(table, principal, params.claimId, ifMatch));
    const agreed = decide(claims, offer, world, { outcome: 'agreed', ...body }, principal, now);
    return heard(table, agreed, world, principal, now);
  },

  async disputeOffer({ table }, { principal, params, body, ifMatch, now }) {
    const world = await worldOf(claims, table, await find(table, principal, params.claimId, ifMatch));
    const disputed = decide(claims, offer, world, { outcome: 'disputed', ...body }, principal, now);
    return heard(table, disputed, world, principal, now);
  },
};

/** The claim, if the caller may know of it. Throws `stale-version` when the caller read another version of it. */
function find(table: Table, principal: Principal, claimId: string, ifMatch?: number): Promise<Claim> {
  return visibleCase(claims, table, { principal, ifMatch }, claimId, says.record);
}

/**
 * The claim of a loss that was reported before, or the one to open. Where the known one is nobody's whom the caller may know of,
 * as after a policy was corrected to another owner, it is a claim like any other to its reporter, and a doubtful one to staff.
 */
async function onceReported(table: Table, claim: Claim, loss: Loss, principal: Principal) {
  const first = await findByLoss(table, loss);
  if (!first || maySee(principal, first)) return { known: first, opens: claim, loss };
  const retold = { ...loss, retoldBy: [claim.customerId, claim.branchId] };
  return { known: await findByLoss(table, retold), opens: doubted(claim, first), loss: retold };
}

type Recorded = ReturnType<typeof record<Claim, unknown>>;

function changed({ after, writes }: Recorded, principal: Principal) {
  return { ...answer(after, principal), writes };
}

/** The same of what a customer has answered, who was silent: nobody need ask any more. */
async function heard(table: Table, { after, writes }: Recorded, { it }: ClaimWorld, principal: Principal, now: Date) {
  const follows = await customerAnswered(claims, table, it, actorOf(principal), now);
  return changed({ after, writes: [...writes, ...follows] }, principal);
}

function answer(claim: Claim, principal: Principal, status = 200, headers: Record<string, string> = {}) {
  return { status, body: view(claim, principal), headers: { ...etag(claim.version), ...headers } };
}

const neverShown = [
  'longTerm',
  'insured',
  'sameLossAs',
  'payee',
  'payeeDoubt',
  'payeeNamedBy',
  'payeeChecked',
  'paymentAttempts',
  'reserved',
  'proposal',
  'contactedAt',
  'execution',
  'restarts',
  'halted',
  'wakeAt',
  'lateSince',
  'packs',
];
/** How a claim was sorted and what was doubted is for staff. */
const shownToStaff = ['track', 'doubts', 'similar', 'openTaskId'];

function view(claim: Claim, principal: Principal) {
  const hidden = isHandledBy(principal, claim) ? neverShown : [...neverShown, ...shownToStaff];
  const shown = Object.entries(claim).filter(([field]) => !hidden.includes(field));
  return { ...Object.fromEntries(shown), executionName: claims.executionName(claim) };
}
