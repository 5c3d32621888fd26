import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import type { RouteMatch } from './route-table.ts';

export interface GatewayRequest {
  readonly message: IncomingMessage;
  /** The path as sent. */
  readonly path: string;
  /** The path as API Gateway hands it on: percent-decoded. */
  readonly decodedPath: string;
  readonly rawQuery: string;
  readonly body: Buffer;
  readonly requestId: string;
  readonly apiId: string;
  /** Milliseconds since the epoch, on the virtual clock. */
  readonly time: number;
}

/** A request as payload format 2.0 gives it to a function. `claims` are those of a verified token. */
export function gatewayEvent(
  request: GatewayRequest,
  { route, pathParameters }: RouteMatch,
  claims: JWTPayload | undefined,
): Record<string, unknown> {
  const { message, decodedPath, rawQuery, body } = request;
  const { cookie, ...headers } = headersOf(message);
  const isText = isTextual(headers['content-type']);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: decodedPath,
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers,
    ...(rawQuery !== '' && { queryStringParameters: joinRepeated(new URLSearchParams(rawQuery)) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: requestContext(request, route.routeKey, claims, route.scopes),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function requestContext(
  { message, decodedPath, requestId, apiId, time }: GatewayRequest,
  routeKey: string,
  claims: JWTPayload | undefined,
  scopes: readonly string[],
): Record<string, unknown> {
  return {
    accountId: 'anonymous',
    apiId,
    ...(claims && {
      authorizer: { jwt: { claims: stringifyClaims(claims), scopes: scopes.length > 0 ? scopes : null } },
    }),
    domainName: message.headers.host ?? '',
    domainPrefix: apiId,
    http: {
      method: message.method,
      path: decodedPath,
      protocol: `HTTP/${message.httpVersion}`,
      sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
      userAgent: message.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey,
    stage: '$default',
    time: commonLogTime(new Date(time)),
    timeEpoch: Math.floor(time),
  };
}

/** Header names in lower case; repeated headers joined by commas. */
function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
}

function joinRepeated(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
}

/** The content types that an HTTP API hands on as text; any other body arrives as base64. */
function isTextual(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  return /^(text\/|application\/(json|javascript|xml)\b|application\/[^;]+\+(json|xml)\b)/i.test(contentType);
}

/** JWT authorizers hand on every claim as text, and a list as `[a b]`. */
function stringifyClaims(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(' ')}]` : text(value)]),
  );
}

const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** `12/Mar/2026:19:03:58 +0000`. */
function commonLogTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
