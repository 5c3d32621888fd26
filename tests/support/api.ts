import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Role } from '../../functions/platform/http/auth.ts';

export interface Caller {
  readonly role: Role;
  readonly sub?: string;
  readonly name?: string;
  readonly customerId?: string;
  readonly branchId?: string;
}

export interface Call {
  /** As the route table has it: `GET /v1/customers/{customerId}`. */
  readonly route: string;
  readonly as?: Caller;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export type Handler = (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Calls a function's HTTP handler with the event that an HTTP API with a JWT authorizer sends. */
export async function callApi(handler: Handler, call: Call): Promise<Answer> {
  const result = await handler(eventOf(call), { functionName: 'test', awsRequestId: 'test' } as Context);
  const { statusCode = 200, headers = {}, body } = result;
  const json = String(headers['content-type'] ?? '').includes('json');
  return { status: statusCode, headers, body: body === undefined ? undefined : json ? JSON.parse(body) : body };
}

function eventOf({ route, as, params = {}, query, body, headers }: Call): APIGatewayProxyEventV2WithJWTAuthorizer {
  const [method = '', path = ''] = route.split(' ');
  const rawPath = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  return {
    version: '2.0',
    routeKey: route,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    pathParameters: params,
    ...(query && { queryStringParameters: query }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      authorizer: as && { principalId: '', integrationLatency: 0, jwt: { claims: claimsOf(as), scopes: [] } },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
}

function claimsOf({ role, sub = role, name = role, customerId, branchId }: Caller): Record<string, string> {
  return {
    sub,
    name,
    'cognito:groups': `[${role}]`,
    ...(customerId && { 'custom:customerId': customerId }),
    ...(branchId && { 'custom:branchId': branchId }),
  };
}
