import type { IncomingMessage } from 'node:http';
import { gatewayEvent } from '@careline/sandbox/gateway-event';
import { RouteTable } from '@careline/sandbox/route-table';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import type { Route } from '../../functions/platform/http/route.ts';
import { routes } from '../../functions/routes.ts';
import { personOf } from '../authorization/callers.ts';
import { now, type Product } from '../authorization/product.ts';
import type { HostileRequest } from './hostile-requests.ts';
import type { Answered } from './verdict.ts';

const keyOf = ({ method, path }: Route) => `${method} ${path}`;
const byKey = new Map(routes.map((route) => [keyOf(route), route]));
const table = new RouteTable(routes.map((route) => ({ routeKey: keyOf(route), functionArn: route.path, scopes: [] })));

/** The route that the gateway finds, if any. */
export function routeOf({ method, target }: HostileRequest): Route | undefined {
  const path = target.split('?')[0] ?? '/';
  const match = decoded(path) === undefined ? undefined : table.find(method, path);
  return match && byKey.get(match.route.routeKey);
}

/** What the gateway would hand on, to the handler itself; undefined where the gateway refuses by itself. */
export async function sendTo(house: Product, request: HostileRequest): Promise<Answered | undefined> {
  const event = eventOf(request);
  if (!event) return undefined;
  const context = { functionName: 'test', awsRequestId: 'test' } as Context;
  const { statusCode = 200, headers = {}, body = '' } = await house.handlerOf(event.routeKey)(event, context);
  return { route: routeOf(request), status: statusCode, headers, body };
}

function eventOf(request: HostileRequest): APIGatewayProxyEventV2WithJWTAuthorizer | undefined {
  const { method, target, headers, body, role } = request;
  const [path = '/', rawQuery = ''] = target.split(/\?(.*)/s);
  const decodedPath = decoded(path);
  const match = decodedPath === undefined ? undefined : table.find(method, path);
  if (!match || decodedPath === undefined) return undefined;
  const message = { method, headers, httpVersion: '1.1', socket: {} } as unknown as IncomingMessage;
  const sent = { message, path, decodedPath, rawQuery, body, requestId: 'test', apiId: 'test', time: now.getTime() };
  // A function gets its event as JSON.
  return JSON.parse(JSON.stringify(gatewayEvent(sent, match, role && claimsOf(role))));
}

function claimsOf(role: NonNullable<HostileRequest['role']>) {
  const { sub = '', customerId, branchId } = personOf(role);
  return {
    sub,
    name: '王小明',
    'cognito:groups': [role],
    ...(customerId !== undefined && { 'custom:customerId': customerId }),
    ...(branchId !== undefined && { 'custom:branchId': branchId }),
  };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
