import type { z } from 'zod';
import type { Language } from '../problems.ts';
import type { Write } from '../record/table.ts';
import type { Wording } from '../wording.ts';
import type { Principal, Role } from './auth.ts';

type Fields = z.ZodObject;

/** Anyone, or the roles that may call; there is no default, so a route that names nobody does not compile. */
export type Who = 'public' | readonly [Role, ...Role[]];

/** One declaration feeds the router, OpenAPI, the API Gateway routes, the authorisation matrix and the clients. */
export interface Route {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: `/${string}`;
  /** The Lambda function that answers, `<context>-api`. */
  readonly function: string;
  readonly who: Who;
  readonly summary: Wording;
  readonly params?: Fields;
  readonly query?: Fields;
  readonly body?: z.ZodType;
  /** A POST that only reads, for a query that must not stand in a URL. It takes no Idempotency-Key. */
  readonly reads?: true;
  /** Its answers are about customers, whom the handler names in `about`: it is logged who else reads them. */
  readonly accessLog?: true;
  /** The body is read as it came and verified by its signature, not parsed: for webhooks. */
  readonly rawBody?: true;
  readonly responses: Readonly<
    Record<number, { readonly description: Wording; readonly body?: z.ZodType; readonly type?: string }>
  >;
}

type Output<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;

/** What a handler gets: everything verified and parsed by the route's schemas. */
export interface Request<R extends Route = Route> {
  readonly principal: Principal;
  readonly params: Output<R['params'], Record<string, string>>;
  readonly query: Output<R['query'], Record<string, never>>;
  readonly body: R extends { rawBody: true } ? string : Output<R['body'], undefined>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The version of `If-Match`, where the caller sent one. */
  readonly ifMatch: number | undefined;
  /** Why the caller looks at somebody's data, where they said so. */
  readonly accessReason: string | undefined;
  /** Of the answer, as far as it holds text of ours. */
  readonly language: Language;
  readonly now: Date;
}

/** What a handler decides: the answer, and what is written in one transaction before it is given. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly writes?: readonly Write[];
  /** The customers that the answer is about, by their ids; every answer of a route with `accessLog` has it. */
  readonly about?: readonly string[];
}

/** A handler for each route of the table; a missing one does not compile. */
export type Handlers<Routes extends readonly Route[], Deps> = {
  readonly [R in Routes[number] as R['operationId']]: (deps: Deps, request: Request<R>) => Promise<Reply>;
};

/** Keeps a table's literal types, so that its handlers are typed by it. */
export function routeTable<const Routes extends readonly Route[]>(routes: Routes): Routes {
  return routes;
}
