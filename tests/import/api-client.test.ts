import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../tools/import/api-client.ts';
import { type ApiServer, apiServer } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await apiServer();
});
afterEach(() => api.close());

describe('between attempts', () => {
  test('it waits twice as long each time, by chance, and gives up after eight', async () => {
    api.faults.push(...Array.from({ length: 20 }, () => ({ status: 503 })));
    const { client, pauses } = await patient();
    await expect(client.send('customers', [{}])).rejects.toThrow(/\/v1\/customers\/batch answered 503/);
    expect(pauses).toHaveLength(7);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(100 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(200 * 2 ** index);
    }
  });

  test.each([
    ['7', 7_000],
    ['86400', 300_000],
    ['-1', 0],
    ['soon', 0],
  ])('it waits as long as retry-after says, within reason: %s', async (header, least) => {
    api.faults.push({ status: 429, headers: { 'retry-after': header } });
    const { client, pauses } = await patient();
    await client.send('customers', [{}]);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(least);
    expect(pauses[0]).toBeLessThanOrEqual(Math.max(least, 200));
  });

  test('it reads a date in retry-after', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    api.faults.push({ status: 429, headers: { 'retry-after': date } });
    const { client, pauses } = await patient();
    await client.send('customers', [{}]);
    expect(pauses[0]).toBeGreaterThan(10_000);
  });
});

test('a refusal that no time mends is not tried again', async () => {
  api.faults.push({ status: 403 });
  const { client, pauses } = await patient();
  await expect(client.send('customers', [{}])).rejects.toThrow(/role may not import/);
  expect(pauses).toEqual([]);
});

test("a sandbox's token that has ended is asked for anew, once", async () => {
  const { client } = await patient();
  api.faults.push({ status: 401 });
  await client.send('customers', [{}]);
  expect(api.requests.filter((path) => path === '/_sandbox/token')).toHaveLength(2);
});

test('an answer that is none of a bulk route is said to be so', async () => {
  api.faults.push({ status: 200 });
  const { client } = await patient();
  await expect(client.send('customers', [{}])).rejects.toThrow(/did not answer as a bulk route does/);
});

async function patient() {
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
  };
  return { client: await connect({ endpoint: api.endpoint, token: undefined, pause }), pauses };
}
