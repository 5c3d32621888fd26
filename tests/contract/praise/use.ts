import { letters } from '../letters.ts';
import { httpApi } from '../platform/http/http.ts';
import type { Item, Table } from '../platform/record/table.ts';
import { openApi } from '../reference/openapi/openapi.ts';
import { routes as everyRoute } from '../routes.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';

// Calls the context as a caller would, and prints what it answered.

const at = '2026-11-22T08:00:00.000Z';
const customer = {
  customerId: 'cus_1',
  kind: 'person',
  name: '王小明',
  language: 'zh-CN',
  email: 'wang@example.com',
  branchId: 'HQ',
  version: 1,
  createdAt: at,
  updatedAt: at,
};
const items: Item[] = [{ PK: 'CUSTOMER#cus_1', SK: 'CUSTOMER', entity: 'customer', record: customer }];
const table: Table = {
  get: async ({ PK, SK }) => items.find((item) => item.PK === PK && item.SK === SK),
  getMany: async () => [],
  query: async () => ({ items: [] }),
  commit: async (writes) => void items.push(...writes.flatMap((write) => ('create' in write ? [write.create] : []))),
};
const api = httpApi(routes, handlers, { table, clock: () => new Date(at) });

async function call(text: string, language: string) {
  const claims = { sub: 'u-1', name: 'Li', 'cognito:groups': '[praise-listener]', 'custom:branchId': 'HQ' };
  const event = {
    routeKey: 'POST /v1/praises',
    rawPath: '/v1/praises',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ customerId: 'cus_1', text }),
    requestContext: { authorizer: { jwt: { claims } } },
  };
  const { statusCode, body } = await api(event as never, { functionName: 'praise', awsRequestId: '1' } as never);
  return { status: statusCode, body: JSON.parse(String(body)) };
}

const document = openApi(everyRoute, '1');
console.log(
  JSON.stringify({
    loud: { en: await call('Great!', 'en'), zh: await call('好!', 'zh') },
    first: await call('Great', 'en'),
    second: { en: await call('Great', 'en'), zh: await call('好', 'zh') },
    messages: items.filter(({ entity }) => entity === 'message').map(({ record }) => record.template),
    letter: letters['praise-thanks'].says({ reference: 'P1' }, 'zh-CN')?.letter().subject,
    operation: document.paths['/v1/praises']?.post,
    schema: document.components.schemas.NewPraise,
    codes: document.components.schemas.Problem,
  }),
);
