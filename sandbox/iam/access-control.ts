import type { Tags } from '../aws/s3/tags.ts';
import type { Input, Interceptor, ServiceCall } from '../aws/services.ts';
import { ACCOUNT_ID, REGION } from '../templates/account.ts';
import type { App, Role } from '../templates/app-resources.ts';
import { accessDenied } from './access-denied.ts';
import { type CallingPrincipal, principalOf } from './caller-principal.ts';
import { existingTag } from './conditions.ts';
import type { Demand } from './demands/demand.ts';
import { demandsOf } from './demands/demands.ts';
import { streamDemands } from './demands/dynamodb-demands.ts';
import { reportDemands } from './demands/report-demands.ts';
import { pollDemands } from './demands/storage-demands.ts';
import { type Decision, evaluate } from './evaluation.ts';
import { managedPolicy } from './managed-policies.ts';
import { type AccessRequest, type PolicyStatement, statementsOf } from './policy-statement.ts';
import { checkTrust } from './trust.ts';

/** A request that was made, and the answer. */
export interface DecidedRequest {
  readonly request: AccessRequest;
  readonly decision: Decision;
}

/** Enough for days of work; then the answers are found anew. */
const MOST_KEPT = 50_000;

/**
 * IAM of the sandbox's account. Functions, workflows and services acting for them may do what the template's roles and
 * policies allow, and are refused as AWS refuses them.
 */
export class AccessControl {
  readonly #app: App;
  readonly #tagsOf: (object: Input) => Tags;
  readonly #roles: Map<string, PolicyStatement[]>;
  readonly #policies: ReadonlyMap<string, PolicyStatement[]>;
  readonly #decided = new Map<string, DecidedRequest>();

  /** Throws for a policy that the sandbox cannot judge, and for a role that its bearer cannot have, by name. */
  constructor(app: App, tagsOf: (object: Input) => Tags = () => ({})) {
    checkTrust(app);
    this.#app = app;
    this.#tagsOf = tagsOf;
    this.#roles = new Map(app.roles.map((role) => [role.arn, statementsOfRole(role)]));
    this.#policies = new Map(
      [...app.access.policies].map(([arn, documents]) => [arn, documents.flatMap(statementsOf)]),
    );
  }

  /** Stands around every call: it goes on only if all that it demands is allowed. Rejects with AwsError. */
  readonly interceptor: Interceptor = async (call, next) => {
    this.#authorise(call);
    for (const demand of reportDemands(call, this.#app)) this.#decide(demand, demand.principal ?? '', {});
    return next(call);
  };

  /** Each different request since the start, and how it was answered. */
  decided(): readonly DecidedRequest[] {
    return [...this.#decided.values()];
  }

  /** How a request would be answered if its role were this one. */
  evaluateAs(role: Role, request: AccessRequest): Decision {
    return evaluate(request, statementsOfRole(role), this.#policiesOf(request.resource));
  }

  /** Gives a role other policies, as a deployment would, and forgets what was decided. */
  replaceRole(role: Role): void {
    this.#roles.set(role.arn, statementsOfRole(role));
    this.#decided.clear();
  }

  #authorise(call: ServiceCall): void {
    const principal = principalOf(call, this.#app.functions);
    if (!principal) return;
    const source = sourceOf(call);
    const demands = source === undefined ? demandsOf(call, this.#app) : sourceDemands(this.#app, source);
    for (const demand of demands) this.#require(call, principal, this.#tagged(call, demand));
  }

  /** A policy may ask for the tags that an object has. */
  #tagged({ service, input }: ServiceCall, demand: Demand): Demand {
    if (service !== 's3' || !taggable.test(demand.action)) return demand;
    const tags = Object.entries(this.#tagsOf(input)).map(([key, value]) => [existingTag(key), value]);
    return { ...demand, context: { ...demand.context, ...Object.fromEntries(tags) } };
  }

  #require(call: ServiceCall, principal: CallingPrincipal, demand: Demand): void {
    const own = demand.principal === undefined;
    const source: Record<string, string> =
      own && principal.sourceArn !== undefined
        ? { 'aws:sourcearn': principal.sourceArn, 'aws:sourceaccount': ACCOUNT_ID }
        : {};
    const decision = this.#decide(demand, demand.principal ?? principal.name, source);
    if (decision.allowed) return;
    const { action, resource } = demand;
    throw accessDenied({ service: call.service, user: demand.principal ?? principal.user, action, resource }, decision);
  }

  #decide(
    { action, resource, context }: Demand,
    principal: string,
    source: Readonly<Record<string, string>>,
  ): Decision {
    const key = JSON.stringify([principal, action, resource, context, source]);
    const known = this.#decided.get(key);
    if (known) return known.decision;
    const request = { principal, action, resource, context: { ...globalContext(principal), ...source, ...context } };
    const decision = evaluate(request, this.#roles.get(principal) ?? [], this.#policiesOf(resource));
    if (this.#decided.size >= MOST_KEPT) this.#decided.clear();
    this.#decided.set(key, { request, decision });
    return decision;
  }

  /** A bucket's policy guards its objects too. */
  #policiesOf(resource: string): readonly PolicyStatement[] {
    const guarded = resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;
    return this.#policies.get(guarded) ?? [];
  }
}

/** The actions that know `s3:ExistingObjectTag/…`, as far as they are supported. */
const taggable = /^s3:(Get|(Put|Delete)(?=.*Tagging))Object(Version)?(Tagging)?$/;

function statementsOfRole({ name, policies, managedPolicyArns }: Role): PolicyStatement[] {
  const managed = managedPolicyArns.map((arn) => managedPolicy(arn, name));
  return [...policies, ...managed].flatMap(statementsOf);
}

/** Lambda reads a stream or a queue with the role of the function that it feeds, and then needs no leave to call it. */
function sourceDemands(app: App, source: string): readonly Demand[] {
  return source.startsWith('arn:aws:sqs:') ? pollDemands({ QueueUrl: source }, app) : streamDemands(app, source);
}

/** The stream or queue whose records Lambda brings to a function with this call. */
function sourceOf({ caller, service, action }: ServiceCall): string | undefined {
  const isLambda = caller.kind === 'service' && caller.name === 'lambda.amazonaws.com';
  return isLambda && service === 'lambda' && action === 'Invoke' ? caller.sourceArn : undefined;
}

/** What every request says; between the sandbox and its clients there is no network to tap, so it counts as TLS. */
function globalContext(principal: string): Record<string, string> {
  const ofRole = { 'aws:principalarn': principal, 'aws:principalaccount': ACCOUNT_ID };
  return {
    'aws:securetransport': 'true',
    'aws:requestedregion': REGION,
    ...(principal.startsWith('arn:') && ofRole),
  };
}
