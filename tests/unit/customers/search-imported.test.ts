import { afterEach, beforeEach, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { type ApiServer, apiServer } from '../../support/api-server.ts';
import { ImportRun } from '../../support/import-run.ts';

let api: ApiServer;
let run: ImportRun;
beforeEach(async () => {
  api = await apiServer();
  run = await ImportRun.in(api.endpoint);
});
afterEach(async () => {
  await api.close();
  await run.remove();
});

test('who came in by a GB18030 file is found by name and telephone', async () => {
  const rows = [
    'externalRef,name,phone,address',
    'KH-1,𠮷田一郎,138 0013 8000,"北京市朝阳区\n建国路 1 号"',
    'KH-2,王　明,+86-139-0013-9000,上海市',
  ];
  await run.run({ customers: await run.file('customers.csv', iconv.encode(rows.join('\n'), 'gb18030')) });
  const found = [{ externalRef: 'KH-1', name: '𠮷田一郎', phoneLast4: '8000' }];
  expect(await search({ name: '𠮷田' })).toMatchObject(found);
  expect(await search({ phone: '+8613800138000' })).toMatchObject(found);
  expect(await search({ name: '王明' })).toMatchObject([{ externalRef: 'KH-2', phoneLast4: '9000' }]);
});

async function search(body: object): Promise<unknown[]> {
  const { token } = await post('/_sandbox/token', { role: 'integration' });
  const { items } = await post('/v1/customers/search', body, { authorization: `Bearer ${token}` });
  return items;
}

async function post(path: string, body: object, headers = {}): Promise<{ token: string; items: unknown[] }> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(api.endpoint + path, { ...request, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  return (await response.json()) as { token: string; items: unknown[] };
}
