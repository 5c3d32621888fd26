import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { logger, thrown } from '../observability.ts';
import { says } from '../platform-wordings.ts';
import { DomainError, toProblem } from '../problems.ts';
import { decideAndCommit } from '../record/commit.ts';
import type { Table } from '../record/table.ts';
import { type AccessLine, accessReason as accessReasonOf, othersOf } from './access-line.ts';
import type { Principal } from './auth.ts';
import { idempotently } from './idempotency.ts';
import { preferredLanguage } from './language.ts';
import { logAccess } from './log-access.ts';
import { parseRequest } from './request.ts';
import type { Handlers, Reply, Request, Route } from './route.ts';
import { principalFrom, stageTokens, type TokenRules } from './tokens.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
/** Of every answer: nobody guesses a type, and browsers come back by TLS only (RFC 6797; two years, as preload lists ask for). */
const always = {
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
};
const nobody: Principal = { sub: 'anonymous', name: 'anonymous', roles: [] };

/** A context that only reads may do without a table. */
type Means<Routes extends readonly Route[]> = {
  clock: () => Date;
  table?: Table;
  /** How tokens are read; by default as the stage says. */
  tokens?: TokenRules;
  /** Takes down who read what; by default into the function's log. */
  logAccess?: (access: AccessLine) => void;
} & (Routes[number]['method'] extends 'GET' ? unknown : { table: Table });

/**
 * The Lambda handler of a context's routes: who may, parse, decide, commit once, answer. Every refusal is a problem
 * document (RFC 9457) and has changed nothing.
 */
export function httpApi<const Routes extends readonly Route[], Deps extends Means<Routes>>(
  routes: Routes,
  handlers: Handlers<Routes, Deps>,
  deps: Deps,
) {
  const byKey = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  const tokens = deps.tokens ?? stageTokens();
  const access = (line: AccessLine | undefined) => line && (deps.logAccess ?? logAccess)(line);
  const decide = handlers as Record<string, (deps: Deps, request: Request) => Promise<Reply>>;
  return middy<Event, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger))
    .handler(async (event, { awsRequestId }) => {
      try {
        const route = byKey.get(event.routeKey);
        const handle = route && decide[route.operationId];
        if (!handle) throw new DomainError('not-found', says.noRoute);
        const given = requestOf(route, event, tokens, deps.clock());
        const reply = await answer(route, event, given, deps, (request) => handle(deps, request));
        if (route.accessLog) access(accessOf(route, given.request, reply, awsRequestId));
        return respond(reply);
      } catch (error) {
        return refuse(error, event);
      }
    });
}

/** Who asks what, verified and parsed. */
function requestOf(route: Route, event: Event, tokens: TokenRules, now: Date) {
  const principal = admit(route, event, tokens);
  const { fingerprint, ...parsed } = parseRequest(route, event);
  const language = preferredLanguage(event.headers['accept-language']);
  const accessReason = route.accessLog && accessReasonOf(event.headers['x-access-reason']);
  const request = { ...parsed, principal, language, now, accessReason } as Request;
  return { request, fingerprint };
}

async function answer(
  route: Route,
  event: Event,
  { request, fingerprint }: ReturnType<typeof requestOf>,
  { table }: { table?: Table },
  handle: (request: Request) => Promise<Reply>,
): Promise<Reply> {
  const { principal, now } = request;
  const key = event.headers['idempotency-key'];
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new DomainError('malformed-request', says.idempotencyKey);
  }
  if (!table) return read(route, () => handle(request));
  const replayed = key !== undefined && route.method === 'POST' && !route.reads;
  return decideAndCommit(table, () =>
    replayed
      ? idempotently(table, { key, principal, route: event.rawPath, fingerprint, now }, () => handle(request))
      : handle(request),
  );
}

/** Who read what about whom; nothing where it is the reader's own, or nobody was found. */
function accessOf(
  { operationId: operation }: Route,
  { principal, params, now, accessReason }: Request,
  { about }: Reply,
  requestId: string,
): AccessLine | undefined {
  if (!about) throw new Error(`${operation} does not say whom its answer is about`);
  const customers = othersOf(principal, about);
  if (customers.length === 0) return undefined;
  const { sub: by, roles } = principal;
  const reason = accessReason === undefined ? {} : { reason: accessReason };
  const record = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return { requestId, at: now.toISOString(), by, roles: [...roles], operation, record, customers, ...reason };
}

async function read(route: Route, handle: () => Promise<Reply>): Promise<Reply> {
  const reply = await handle();
  if (reply.writes?.length) throw new Error(`${route.operationId} writes, but its function has no table`);
  return reply;
}

function admit(route: Route, event: Event, tokens: TokenRules): Principal {
  if (route.who === 'public') return nobody;
  const claims = event.requestContext.authorizer?.jwt?.claims;
  if (!claims) throw new DomainError('unauthenticated', says.noToken);
  const principal = principalFrom(claims, tokens);
  // Each role counts where it is asked for: a handler who is also a customer does what customers do as a customer only.
  const roles = principal.roles.filter((role) => route.who.includes(role));
  if (roles.length === 0) throw new DomainError('forbidden', says.notYourRoute(route.operationId));
  return { ...principal, roles, tokenRoles: principal.roles };
}

function respond({ status, body, headers }: Reply): APIGatewayProxyStructuredResultV2 {
  const text = typeof body === 'string';
  return {
    statusCode: status,
    headers: {
      ...(!text && body !== undefined && { 'content-type': 'application/json' }),
      ...always,
      ...headers,
    },
    ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
  };
}

function refuse(error: unknown, event: Event): APIGatewayProxyStructuredResultV2 {
  const known = error instanceof DomainError ? error : throttled(error);
  if (!known) logger.error('Unexpected error', { error: thrown(error), routeKey: event.routeKey });
  const refusal = known ?? new DomainError('internal-error', says.unexpected);
  const language = preferredLanguage(event.headers['accept-language']);
  const problem = toProblem(refusal, language, event.rawPath);
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...always,
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(problem.status === 429 && { 'retry-after': '1' }),
    },
    body: JSON.stringify(problem),
  };
}

/** What DynamoDB and the SDK throw when there is more than the table takes now. */
function throttled(error: unknown): DomainError | undefined {
  const name = error instanceof Error ? error.name : '';
  const throttles =
    /^(ThrottlingException|ProvisionedThroughputExceededException|RequestLimitExceeded|TransactionInProgressException)$/;
  return throttles.test(name) ? new DomainError('too-many-requests', says.busy) : undefined;
}
