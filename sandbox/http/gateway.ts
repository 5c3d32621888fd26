import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JWTPayload } from 'jose';
import { AwsError } from '../aws/aws-error.ts';
import { type Services, servicePrincipal } from '../aws/services.ts';
import type { VirtualClock } from '../clock.ts';
import { limits } from '../limits/limits.ts';
import { ACCOUNT_ID, REGION } from '../templates/account.ts';
import type { HttpApi, HttpRoute } from '../templates/app-resources.ts';
import { corsHeaders, isPreflight } from './cors.ts';
import { type GatewayRequest, gatewayEvent } from './gateway-event.ts';
import { failure, type GatewayReply, replyOf } from './gateway-reply.ts';
import { type Identity, TokenError } from './identity.ts';
import { type RouteMatch, RouteTable } from './route-table.ts';
import { BodyTooLargeError, type RequestListener, readBody } from './server.ts';

export interface GatewayOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly identity: Identity;
  readonly api: HttpApi;
}

interface Authorization {
  readonly refusal?: GatewayReply;
  readonly claims?: JWTPayload;
}

/** An HTTP API of API Gateway: its routes, JWT authorizers and CORS, in front of its functions. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #routes: RouteTable;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#routes = new RouteTable(options.api.routes);
  }

  readonly listener: RequestListener = (message, response) => {
    const requestId = randomUUID();
    this.#answer(message, requestId)
      .then((reply) => this.#send(message, response, requestId, reply))
      .catch((error) => response.destroy(error));
  };

  async #answer(message: IncomingMessage, requestId: string): Promise<GatewayReply> {
    const { cors } = this.#options.api;
    if (cors && isPreflight(message)) return { status: 204, headers: {}, cookies: [], body: Buffer.alloc(0) };
    const request = await this.#read(message, requestId);
    if ('status' in request) return request;
    const match = this.#routes.find(message.method ?? 'GET', request.path);
    if (!match) return failure(404, 'Not Found');
    const { refusal, claims } = await this.#authorize(match.route, message);
    return refusal ?? this.#invoke(request, match, claims);
  }

  async #read(message: IncomingMessage, requestId: string): Promise<GatewayRequest | GatewayReply> {
    const [path = '/', rawQuery = ''] = (message.url ?? '/').split(/\?(.*)/s);
    const { clock, api } = this.#options;
    try {
      const decodedPath = decodeURIComponent(path);
      const body = await readBody(message, limits.requestBody.figure);
      return { message, path, decodedPath, rawQuery, body, requestId, apiId: api.id, time: clock.now() };
    } catch (error) {
      if (error instanceof URIError) return failure(400, 'Bad Request');
      if (error instanceof BodyTooLargeError) return failure(413, 'Request Entity Too Large', { connection: 'close' });
      throw error;
    }
  }

  /** The token's claims, if the route asks for a token; the refusal, if it is not one that the route takes. */
  async #authorize(route: HttpRoute, message: IncomingMessage): Promise<Authorization> {
    if (!route.authorizer) return {};
    const token = /^(?:Bearer )?([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(message.headers.authorization ?? '')?.[1];
    if (!token) return { refusal: failure(401, 'Unauthorized', { 'www-authenticate': 'Bearer' }) };
    try {
      const claims = await this.#options.identity.verify(token, route.authorizer);
      const granted = String(claims.scope ?? '').split(' ');
      const allowed = route.scopes.length === 0 || route.scopes.some((scope) => granted.includes(scope));
      return allowed ? { claims } : { refusal: failure(403, 'Forbidden') };
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      const challenge = `Bearer scope="" error="invalid_token" error_description="${error.message.replaceAll('"', "'")}"`;
      return { refusal: failure(401, 'Unauthorized', { 'www-authenticate': challenge }) };
    }
  }

  async #invoke(request: GatewayRequest, match: RouteMatch, claims: JWTPayload | undefined): Promise<GatewayReply> {
    const Payload = JSON.stringify(gatewayEvent(request, match, claims));
    const input = { FunctionName: match.route.functionArn, Payload };
    const caller = { ...servicePrincipal('apigateway'), sourceArn: sourceArnOf(request.apiId, match.route) };
    try {
      const answer = this.#options.services.call({ caller, service: 'lambda', action: 'Invoke', input });
      return await inTime(this.#options.clock, answer.then(replyOf));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return error.statusCode === 413 ? failure(413, 'Request Too Long') : failure(500, 'Internal Server Error');
    }
  }

  #send(message: IncomingMessage, response: ServerResponse, requestId: string, reply: GatewayReply): void {
    const { cors } = this.#options.api;
    response.writeHead(reply.status, {
      ...reply.headers,
      ...(cors && corsHeaders(cors, message)),
      ...(reply.cookies.length > 0 && { 'set-cookie': [...reply.cookies] }),
      ...(reply.status !== 204 && { 'content-length': String(reply.body.length) }),
      'apigw-requestid': requestId,
    });
    response.end(message.method === 'HEAD' ? undefined : reply.body);
  }
}

/** As Lambda's permissions name a route: `…:<api>/<stage>/<method>/<path>`. */
function sourceArnOf(apiId: string, { routeKey }: HttpRoute): string {
  return `arn:aws:execute-api:${REGION}:${ACCOUNT_ID}:${apiId}/$default/${routeKey.replace(' /', '/')}`;
}

/** The function's answer, or after 30 seconds the gateway's own; the function is not told and runs on. */
async function inTime(clock: VirtualClock, answer: Promise<GatewayReply>): Promise<GatewayReply> {
  const { promise: late, resolve } = Promise.withResolvers<GatewayReply>();
  const due = clock.now() + limits.integrationTime.figure;
  const cancel = clock.schedule(due, () => resolve(failure(503, 'Service Unavailable')));
  try {
    return await Promise.race([answer, late]);
  } finally {
    cancel();
  }
}
