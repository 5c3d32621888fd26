import { AwsError, notImplemented } from '../aws-error.ts';
import type { Input } from '../services.ts';
import { parseJson } from './json.ts';
import type { HttpReply, HttpRequest, Operation, Protocol } from './protocol.ts';
import { type RestRoute, restRoutes } from './rest-routes.ts';

interface Match {
  readonly route: RestRoute;
  readonly path: Input;
}

/** REST with JSON bodies: the action in method and path (SES v2, Lambda, EventBridge Scheduler). */
export const restJsonProtocol: Protocol = {
  decode: (request, service) => {
    const match = routes.map((route) => matchRoute(route, request)).find((found) => found !== undefined);
    if (!match) throw notImplemented(service || 'unknown', `${request.method} ${request.url.pathname}`);
    const { service: owner, action } = match.route;
    return { service: owner, action, input: inputOf(match, request) };
  },
  encode: (output, operation) => {
    const { payload, headers = {} } = restRoutes.find((route) => isFor(route, operation))?.output ?? {};
    return payload === undefined ? encodeJson(output) : encodePayload(output, payload, headers);
  },
  encodeError: ({ code, message, statusCode, details }) => ({
    status: statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ message, Message: message, ...details }),
  }),
};

const routes = restRoutes.map((route) => ({
  route,
  path: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`),
}));

function matchRoute({ route, path }: (typeof routes)[number], { method, url }: HttpRequest): Match | undefined {
  const groups = route.method === method ? path.exec(url.pathname)?.groups : undefined;
  const matches = route.method === method && path.test(url.pathname);
  if (!matches) return undefined;
  const named = Object.entries(groups ?? {}).map(([name, value]) => [name, decode(value)]);
  return { route, path: Object.fromEntries(named) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('ValidationException', `${text} is not well encoded.`);
  }
}

/** Parameters of the path, the query, the headers and the body; a query's that is not known keeps its name, and is refused by it. */
function inputOf({ route, path }: Match, { url, headers, body }: HttpRequest): Input {
  const query = [...url.searchParams].map(([name, value]) => [route.query?.[name] ?? name, value]);
  const sent = Object.entries(route.headers ?? {}).map(([name, parameter]) => [parameter, headers[name]]);
  const content =
    route.payload === undefined
      ? parseJson(body)
      : { [route.payload]: body.length === 0 ? undefined : body.toString('utf8') };
  return { ...content, ...Object.fromEntries(query), ...Object.fromEntries(sent), ...path };
}

const isFor = (route: RestRoute, { service, action }: Operation) =>
  route.service === service && route.action === action;

function encodeJson(output: Input): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
}

function encodePayload(output: Input, payload: string, headers: Readonly<Record<string, string>>): HttpReply {
  const told = Object.entries(headers).filter(([, parameter]) => output[parameter] !== undefined);
  return {
    status: Number(output.StatusCode ?? 200),
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(told.map(([name, parameter]) => [name, String(output[parameter])])),
    },
    body: String(output[payload] ?? ''),
  };
}
