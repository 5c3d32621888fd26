import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handlers as customerHandlers } from '../../functions/customers/handlers.ts';
import { routes as customerRoutes } from '../../functions/customers/routes.ts';
import { handlers as organisationHandlers } from '../../functions/organisation/handlers.ts';
import { routes as organisationRoutes } from '../../functions/organisation/routes.ts';
import { httpApi } from '../../functions/platform/http/http.ts';
import { handlers as policyHandlers } from '../../functions/policies/handlers.ts';
import { routes as policyRoutes } from '../../functions/policies/routes.ts';
import { callApi } from './api.ts';
import { type TestTable, testTable } from './table.ts';

export interface ApiServer extends TestTable {
  readonly endpoint: string;
  /** The paths that were asked for, in order. */
  readonly requests: string[];
  /** What the next request gets instead of an answer; 'cut' ends the connection. */
  readonly faults: (Fault | undefined)[];
  /** Answers as something other than a sandbox: it gives no tokens. */
  sandbox: boolean;
  /** Called with the path before each bulk request is handled. */
  onBulk: (path: string) => Promise<void> | void;
  close(): Promise<void>;
}
export type Fault = 'cut' | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

const token = 'a-token-of-the-test-server';

/** The real handlers of customers, policies, branches and staff on a port of this machine, over an in-process table. */
export async function apiServer(): Promise<ApiServer> {
  const store = await testTable();
  const clock = () => new Date();
  const apis = [
    [
      customerRoutes,
      httpApi(customerRoutes, customerHandlers, { table: store.table, clock, identityKey: async () => 'a key' }),
    ],
    [policyRoutes, httpApi(policyRoutes, policyHandlers, { table: store.table, clock })],
    [organisationRoutes, httpApi(organisationRoutes, organisationHandlers, { table: store.table, clock })],
  ] as const;
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  const api: ApiServer = {
    ...store,
    endpoint: '',
    requests: [],
    faults: [],
    sandbox: true,
    onBulk: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', method = 'GET', headers } = request;
    api.requests.push(url);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (url === '/health') return reply(response, 200, { status: 'ok' });
    if (url === '/_sandbox/token') return reply(response, api.sandbox ? 200 : 404, api.sandbox ? { token } : {});
    const fault = api.faults.shift();
    if (fault === 'cut') return void request.socket.destroy();
    if (fault) return reply(response, fault.status, {}, fault.headers);
    await api.onBulk(url);
    const route = `${method} ${url}`;
    const [, handler] = apis.find(([routes]) => routes.some(({ path }) => path === url)) ?? apis[0];
    const authorized = headers.authorization === `Bearer ${token}`;
    const body = Buffer.concat(chunks).toString();
    const answer = await callApi(handler, { route, body, ...(authorized && { as: { role: 'integration' } }) });
    reply(response, answer.status, answer.body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(api, { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function reply(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
