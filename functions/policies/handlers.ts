import { visibleCustomer } from '../customers/visible-customer.ts';
import { maySee, visible } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { etag } from '../platform/http/etag.ts';
import { importRows } from '../platform/http/import-rows.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { noCustomer, ownersOf, policyRows, termsOf } from './import-policies.ts';
import { issuePolicy } from './policy.ts';
import { policies, policiesOf, policyEvent } from './policy-store.ts';
import { says } from './policy-wordings.ts';
import type { routes } from './routes.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: () => Date;
}

export const handlers: Handlers<typeof routes, Deps> = {
  issuePolicy: async ({ table }, { body, principal, now }) => {
    const [owner] = await ownersOf(table, [body]);
    if (!owner || !maySee(principal, owner)) {
      const { pointer, detail } = noCustomer(body);
      throw invalid(pointer, detail);
    }
    const branchId = body.branchId ?? owner.branchId;
    if (!maySee(principal, { branchId })) {
      throw new DomainError('forbidden', says.ownBranch);
    }
    const policy = issuePolicy(termsOf(body), { customerId: owner.customerId, branchId }, now);
    return {
      status: 201,
      body: policy,
      headers: { ...etag(policy.version), location: `/v1/policies/${policy.policyNumber}` },
      writes: [policies.create(policy, 'already-exists'), policyEvent('policy.issued.v1', policy, actorOf(principal))],
    };
  },

  /** Commits by itself, since rows share transactions; see importRows for why a repeat does no harm. */
  loadPolicies: async ({ table }, { body, principal, language, now }) => {
    const kind = policyRows({ actor: actorOf(principal), now });
    const results = await importRows(table, body.items, kind, language);
    return { status: 200, body: { results } };
  },

  getPolicy: async ({ table }, { params, principal }) => {
    const policy = visible(principal, await policies.get(table, params.policyNumber), says.record);
    return { status: 200, body: policy, headers: etag(policy.version) };
  },

  listPoliciesOfCustomer: async ({ table }, request) => {
    const { customerId } = await visibleCustomer(table, request.principal, request.params.customerId);
    return { status: 200, body: await page(table, policiesOf(customerId), request, (policy) => policy) };
  },
};
