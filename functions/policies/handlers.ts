import { visibleCustomer } from '../customers/visible-customer.ts';
import { found, isOwn, maySee, type Principal, visible } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { assertMatch, etag } from '../platform/http/etag.ts';
import { importRows } from '../platform/http/import-rows.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError, invalid, invalidFields } from '../platform/problems.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { noCustomer, ownersOf, policyRows } from './import-policies.ts';
import type { Policy } from './policy.ts';
import { changePolicy, type Owner, statementOf } from './policy-change.ts';
import { patchedRow } from './policy-patch.ts';
import type { NewPolicy } from './policy-schemas.ts';
import { policies, policiesOf, policyEvent, readEarlier, termsBackTo, termsOf } from './policy-store.ts';
import { takeOn, wrongValidFrom } from './policy-terms.ts';
import { says } from './policy-wordings.ts';
import type { routes } from './routes.ts';
import { seesTerm, viewOfTerm } from './shown-term.ts';

type Named = Pick<NewPolicy, 'customerId' | 'customerExternalRef'>;

export interface Deps {
  readonly table: Table;
  readonly clock: () => Date;
}

export const handlers: Handlers<typeof routes, Deps> = {
  issuePolicy: async ({ table }, { body, principal, now }) => {
    const owner = await ownerOf(table, body, (known) => maySee(principal, known));
    const { branchId = owner.branchId } = body;
    if (!maySee(principal, { branchId })) throw new DomainError('forbidden', says.ownBranch);
    const when = { validFrom: body.validFrom, now };
    const wrong = wrongValidFrom(body, when);
    if (wrong) throw invalid(wrong.pointer, wrong.detail);
    const policy = takeOn(statementOf(body, owner), when);
    return {
      status: 201,
      body: view(policy),
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
    return { status: 200, body: view(policy), headers: etag(policy.version), about: [policy.customerId] };
  },

  patchPolicy: async ({ table }, { params, body, principal, ifMatch, now }) => {
    const head = visible(principal, await policies.get(table, params.policyNumber), says.record);
    if (isOwn(principal, head)) throw new DomainError('forbidden', says.ownPolicy);
    assertMatch(ifMatch, head.version);
    const terms = await termsBackTo(table, head, body.effectiveAt ?? head.effectiveAt);
    const row = patchedRow(terms, body);
    const named = body.customerId !== undefined || body.customerExternalRef !== undefined;
    const owner = await ownerOf(table, row, (known) => !named || maySee(principal, known));
    if (isOwn(principal, owner)) throw new DomainError('forbidden', says.ownPolicy);
    const changed = changePolicy(row, owner, terms, { actor: actorOf(principal), now });
    if ('errors' in changed) throw invalidFields(changed.errors);
    const { after, writes } = changed;
    if (!maySee(principal, { branchId: after.branchId })) throw new DomainError('forbidden', says.ownBranch);
    return { status: 200, body: view(after), headers: etag(after.version), writes };
  },

  listPolicyTerms: async ({ table }, request) => {
    const { principal, params } = request;
    const stored = await policies.get(table, params.policyNumber);
    const head = found(stored && (await seesSome(table, principal, stored)) ? stored : undefined, says.record);
    const body = await page(table, termsOf(head.policyNumber), request, {
      sees: (by, term) => seesTerm(by, head, term),
      view: (term) => viewOfTerm(principal, head, term),
    });
    return { status: 200, body, about: body.items.map(({ customerId }) => customerId) };
  },

  listPoliciesOfCustomer: async ({ table }, request) => {
    const { customerId } = await visibleCustomer(table, request.principal, request.params.customerId);
    const body = await page(table, policiesOf(customerId), request, { sees: maySee, view });
    return { status: 200, body, about: [customerId] };
  },
};

function view({ revisions, ...policy }: Policy) {
  return policy;
}

/** The customer that a row names, if the caller may. Throws `invalid-input`. */
async function ownerOf(table: Table, row: Named, may: (owner: Owner) => boolean): Promise<Owner> {
  const [owner] = await ownersOf(table, [row]);
  if (owner && may(owner)) return owner;
  const { pointer, detail } = noCustomer(row);
  throw invalid(pointer, detail);
}

/** Whoever does not know of the policy as it is now may know of a term that is over. */
async function seesSome(table: Table, principal: Principal, head: Policy): Promise<boolean> {
  if (maySee(principal, head)) return true;
  const terms = [head, ...(await readEarlier(table, head))];
  return terms.some((term) => seesTerm(principal, head, term));
}
