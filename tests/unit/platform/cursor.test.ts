import { beforeAll, describe, expect, test } from '@jest/globals';
import { page } from '../../../functions/platform/http/cursor.ts';
import { DomainError } from '../../../functions/platform/problems.ts';
import type { Table, Write } from '../../../functions/platform/record/table.ts';
import { testTable } from '../../support/table.ts';

const range = { partition: 'CASE#1', prefix: 'EVENT#' };
let table: Table;

beforeAll(async () => {
  ({ table } = await testTable());
  const writes: Write[] = Array.from({ length: 12 }, (_, index) => ({
    create: {
      PK: 'CASE#1',
      SK: `EVENT#${String(index).padStart(3, '0')}`,
      entity: 'event',
      index,
      kind: index % 4 ? 'a' : 'b',
    },
  }));
  await table.commit(writes);
});

describe('pages', () => {
  test('give every item once, in order, and end without a cursor', async () => {
    expect(await indexes({ limit: 5 })).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9],
      [10, 11],
    ]);
    expect((await indexes({ newestFirst: true, limit: 100 })).flat()).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('are filled although a filter leaves most items out', async () => {
    expect((await indexes({ where: { kind: 'b' }, limit: 2 })).flat()).toEqual([0, 4, 8]);
    const [first] = await indexes({ where: { kind: 'b' }, limit: 2 });
    expect(first).toEqual([0, 4]);
  });
});

describe('a cursor', () => {
  test.each([
    ['another list', { range: { ...range, newestFirst: true } }],
    ['another filter', { range: { ...range, where: { kind: 'a' } } }],
    ['somebody else', { sub: 'other' }],
  ])('is refused for %s', async (_, use) => {
    await expect(read({ cursor: await given(), ...use })).rejects.toMatchObject(refused);
  });

  test.each([
    '',
    'abc',
    '!!!!',
    Buffer.from('null').toString('base64url'),
    Buffer.from('["x"]').toString('base64url'),
    Buffer.from('["x",{"PK":1}]').toString('base64url'),
  ])('%j is none', async (cursor) => {
    await expect(read({ cursor })).rejects.toMatchObject(refused);
  });

  test.each([
    { PK: 'CASE#2', SK: 'EVENT#001' },
    { PK: 'CASE#1', SK: 'SECRET#001' },
    { PK: 'CASE#1' },
    { PK: 'CASE#1', SK: '' },
    { PK: 'CASE#1', SK: 'EVENT#001', other: 'x' },
    {},
  ])('that was changed to %j reads nothing outside of its list', async (key) => {
    const [scope] = JSON.parse(Buffer.from(await given(), 'base64url').toString());
    const cursor = Buffer.from(JSON.stringify([scope, key])).toString('base64url');
    const outcome = await read({ cursor }).catch((error: unknown) => error);
    if (outcome instanceof DomainError) expect(outcome).toMatchObject(refused);
    else
      expect(outcome).toMatchObject({
        items: expect.not.arrayContaining([expect.not.stringMatching(/^CASE#1 EVENT#/)]),
      });
  });
});

const refused = { code: 'invalid-input', errors: [{ pointer: 'query/cursor' }] };

async function given(): Promise<string> {
  return (await read({})).nextCursor ?? 'none';
}

function read(use: { cursor?: string; sub?: string; range?: object }) {
  const principal = { sub: use.sub ?? 'me', name: 'me', roles: [] };
  return page(
    table,
    { ...range, ...use.range },
    { principal, query: { limit: 2, cursor: use.cursor } },
    ({ PK, SK }) => `${PK} ${SK}`,
  );
}

/** The pages of a list to its end, each as the numbers of its items. */
async function indexes({ limit, ...rest }: { limit: number; newestFirst?: boolean; where?: Record<string, string> }) {
  const pages: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const principal = { sub: 'me', name: 'me', roles: [] };
    const next = await page(
      table,
      { ...range, ...rest },
      { principal, query: { limit, cursor } },
      ({ index }) => index,
    );
    pages.push(next.items);
    cursor = next.nextCursor;
  } while (cursor);
  return pages;
}
