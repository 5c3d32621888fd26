import { notImplemented } from '../aws-error.ts';
import type { Input } from '../services.ts';
import { parseJson } from './json.ts';
import type { HttpReply, HttpRequest, Operation, Protocol } from './protocol.ts';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly service: string;
  readonly action: string;
  readonly input: (request: HttpRequest, path: readonly string[]) => Input;
  readonly encode?: (output: Input) => HttpReply;
}

/** REST with JSON bodies: the action in method and path (SES v2, Lambda). */
export const restJsonProtocol: Protocol = {
  decode: (request, service) => {
    for (const { method, path, service: owner, action, input } of routes) {
      const match = method === request.method ? path.exec(request.url.pathname) : null;
      if (match) return { service: owner, action, input: input(request, match.slice(1).map(decodeURIComponent)) };
    }
    throw notImplemented(service || 'unknown', `${request.method} ${request.url.pathname}`);
  },
  encode: (output, operation) => (routeOf(operation)?.encode ?? encodeJson)(output),
  encodeError: ({ code, message, statusCode, details }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ message, ...details }),
  }),
};

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v2\/email\/outbound-emails$/,
    service: 'ses',
    action: 'SendEmail',
    input: ({ body }) => parseJson(body),
  },
  {
    method: 'POST',
    path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/,
    service: 'lambda',
    action: 'Invoke',
    input: ({ headers, body }, [FunctionName]) => ({
      FunctionName,
      InvocationType: headers['x-amz-invocation-type'],
      Payload: body.length === 0 ? undefined : body.toString('utf8'),
    }),
    encode: encodeInvocation,
  },
  {
    method: 'GET',
    path: /^\/2015-03-31\/functions\/?$/,
    service: 'lambda',
    action: 'ListFunctions',
    input: () => ({}),
  },
];

function routeOf({ service, action }: Operation): Route | undefined {
  return routes.find((route) => route.service === service && route.action === action);
}

function encodeJson(output: Input): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
}

function encodeInvocation({ StatusCode, FunctionError, ExecutedVersion, Payload }: Input): HttpReply {
  return {
    status: Number(StatusCode),
    headers: {
      'content-type': 'application/json',
      ...(FunctionError !== undefined && { 'x-amz-function-error': String(FunctionError) }),
      ...(ExecutedVersion !== undefined && { 'x-amz-executed-version': String(ExecutedVersion) }),
    },
    body: String(Payload ?? ''),
  };
}
