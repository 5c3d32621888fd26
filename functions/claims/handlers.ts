import { getCustomer } from '../customers/customer-store.ts';
import { isOwn, type Principal, visible } from '../platform/auth.ts';
import { page } from '../platform/cursor.ts';
import { assertMatch, etag } from '../platform/entity.ts';
import { actorOf, type DomainEvent, toEvent } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import type { Handlers } from '../platform/route.ts';
import type { Table } from '../platform/table.ts';
import { getPolicy } from '../policies/policy-store.ts';
import { accept, dispute } from './agreement.ts';
import { type Claim, executionName } from './claim.ts';
import {
  claimsOfCustomer,
  createClaim,
  createDocument,
  findByLoss,
  getClaim,
  timelineOf,
  toClaim,
} from './claim-store.ts';
import type { EvidenceBucket } from './evidence/bucket.ts';
import { assertTakesDocuments, objectKey } from './evidence/document.ts';
import { lossOf, report } from './report.ts';
import type { routes } from './routes.ts';
import { withdraw } from './withdrawal.ts';

type Deps = { table: Table; evidence: EvidenceBucket };

export const handlers: Handlers<typeof routes, Deps> = {
  async reportClaim({ table }, { principal, body, now }) {
    const claim = report(body, await getPolicy(table, body.policyNumber), principal, now);
    const known = await findByLoss(table, lossOf(body));
    if (known) return answer(known, principal);
    const location = { location: `/v1/claims/${claim.claimId}` };
    return {
      ...answer(claim, principal, 201, location),
      writes: createClaim(claim, lossOf(body), actorOf(principal)),
    };
  },

  async getClaim({ table }, { principal, params }) {
    return answer(await find(table, principal, params.claimId), principal);
  },

  async listClaims({ table }, request) {
    const { customerId } = request.params;
    visible(request.principal, await getCustomer(table, customerId), 'Customer');
    return {
      status: 200,
      body: await page(table, claimsOfCustomer(customerId), request, (item) => view(toClaim(item), request.principal)),
    };
  },

  async getTimeline({ table }, request) {
    const claim = await find(table, request.principal, request.params.claimId);
    const { items, ...rest } = await page(table, timelineOf(request.params.claimId), request, toEvent);
    const shown = isHandledBy(request.principal, claim) ? items : items.filter(forCustomers).map(withoutSorting);
    return { status: 200, body: { items: shown, ...rest } };
  },

  async announceDocument({ table, evidence }, { principal, params, body, ifMatch, now }) {
    const claim = await find(table, principal, params.claimId);
    assertMatch(ifMatch, claim.version);
    assertTakesDocuments(claim);
    const documentId = newId('doc', now);
    const upload = await evidence.signUpload(
      objectKey(claim.longTerm, claim.claimId, documentId),
      body.contentType,
      now,
    );
    const at = now.toISOString();
    const document = {
      ...body,
      documentId,
      claimId: claim.claimId,
      status: 'ANNOUNCED',
      createdAt: at,
      updatedAt: at,
    } as const;
    return {
      status: 201,
      body: { documentId, kind: body.kind, status: 'ANNOUNCED', upload },
      writes: [createDocument({ ...document, version: 1 })],
    };
  },

  async withdrawClaim({ table }, { principal, params, body, ifMatch, now }) {
    const claim = await find(table, principal, params.claimId);
    assertMatch(ifMatch, claim.version);
    return settle(await withdraw(table, claim, body.reason, actorOf(principal), now), principal);
  },

  async acceptOffer({ table }, { principal, params, body, ifMatch, now }) {
    const claim = await find(table, principal, params.claimId);
    assertMatch(ifMatch, claim.version);
    return settle(await accept(table, claim, body.payee, actorOf(principal), now), principal);
  },

  async disputeOffer({ table }, { principal, params, body, ifMatch, now }) {
    const claim = await find(table, principal, params.claimId);
    assertMatch(ifMatch, claim.version);
    return settle(await dispute(table, claim, body.reason, actorOf(principal), now), principal);
  },
};

async function find(table: Table, principal: Principal, claimId: string): Promise<Claim> {
  return visible(principal, await getClaim(table, claimId), 'Claim');
}

function settle({ claim, writes }: Awaited<ReturnType<typeof withdraw>>, principal: Principal) {
  return { ...answer(claim, principal), writes };
}

function answer(claim: Claim, principal: Principal, status = 200, headers: Record<string, string> = {}) {
  return { status, body: view(claim, principal), headers: { ...etag(claim.version), ...headers } };
}

/** Customers see their claim, and not how it was sorted or what was doubted. */
function view(claim: Claim, principal: Principal) {
  const { longTerm, payee, paymentAttempts, reserved, proposal, track, doubts, openTaskId, ...shown } = claim;
  const sorting = isHandledBy(principal, claim) && { track, doubts, openTaskId };
  return { ...shown, ...sorting, executionName: executionName(claim.claimId) };
}

function isHandledBy(principal: Principal, claim: Claim): boolean {
  return !isOwn(principal, claim) && principal.roles.some((role) => role !== 'customer');
}

/** How staff come to their decision is theirs until it is made. */
const internal: ReadonlySet<string> = new Set([
  'claim.decision-proposed.v1',
  'claim.decision-returned.v1',
  'claim.review-started.v1',
  'claim.task-escalated.v1',
  'claim.handed-over.v1',
]);

function forCustomers({ type }: DomainEvent): boolean {
  return !internal.has(type);
}

function withoutSorting<E extends DomainEvent>(event: E): E {
  const { track, doubts, queue, ...data } = event.data;
  return { ...event, data };
}
