import type { Cors } from '../templates/app-resources.ts';

/** What a request tells of the page that makes it. */
export interface CorsRequest {
  readonly method?: string | undefined;
  readonly headers: {
    readonly origin?: string | undefined;
    readonly 'access-control-request-method'?: string | undefined;
  };
}

/** A browser asking what it may do, before it does it. */
export function isPreflight({ method, headers }: CorsRequest): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;
}

/** The CORS headers of an answer; none for an origin that the API does not allow. */
export function corsHeaders(cors: Cors, request: CorsRequest): Record<string, string> {
  const { origin } = request.headers;
  const allowed = cors.allowOrigins.find((candidate) => candidate === '*' || candidate === origin);
  if (origin === undefined || allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(allowed !== '*' && { vary: 'origin' }),
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...list('access-control-expose-headers', cors.exposeHeaders),
    ...(isPreflight(request) && {
      ...list('access-control-allow-methods', cors.allowMethods),
      ...list('access-control-allow-headers', cors.allowHeaders),
      ...(cors.maxAgeSeconds !== undefined && { 'access-control-max-age': String(cors.maxAgeSeconds) }),
    }),
  };
}

function list(name: string, values: readonly string[]): Record<string, string> {
  return values.length > 0 ? { [name]: values.join(',') } : {};
}
