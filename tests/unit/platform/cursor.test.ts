import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Principal } from '../../../functions/platform/http/auth.ts';
import { page, parts } from '../../../functions/platform/http/cursor.ts';
import { DomainError } from '../../../functions/platform/problems.ts';
import { entity, type List } from '../../../functions/platform/record/entity.ts';
import type { Range, Table } from '../../../functions/platform/record/table.ts';
import { testTable } from '../../support/table.ts';

/** Notes on a case, found in the case's partition and by an index. */
const notes = entity({
  type: 'note',
  schema: z.object({ id: z.string(), index: z.int(), kind: z.string() }),
  id: ({ id }) => id,
  key: (id) => ({ PK: 'CASE#1', SK: `NOTE#${id}` }),
  indexes: ({ id, index }) => ({ GSI1: ['NOTES', `AT#${9 - (index % 5)}#${id}`] }),
});
type Note = ReturnType<typeof notes.parse>;

const lists = {
  table: { partition: 'CASE#1', prefix: 'NOTE#' },
  index: { index: 'GSI1', partition: 'NOTES', prefix: 'AT#' },
} as const satisfies Record<string, Range>;

let table: Table;

beforeAll(async () => {
  ({ table } = await testTable());
  const stored = Array.from({ length: 12 }, (_, index) => {
    return { id: `n${String(index).padStart(3, '0')}`, index, kind: index % 4 ? 'a' : 'b' };
  });
  await table.commit(stored.map((note) => notes.create(note)));
});

describe.each(Object.entries(lists))('pages of a list by the %s', (by, range) => {
  const order = by === 'table' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] : [4, 9, 3, 8, 2, 7, 1, 6, 11, 0, 5, 10];

  test('give every record once, in order, and end without a cursor', async () => {
    expect(await pages(range, 5)).toEqual([order.slice(0, 5), order.slice(5, 10), order.slice(10)]);
    expect((await pages({ ...range, newestFirst: true }, 5)).flat()).toEqual(order.toReversed());
  });

  test('are filled although a filter leaves most records out', async () => {
    const wanted = order.filter((index) => index % 4 === 0);
    expect(await pages({ ...range, where: { kind: 'b' } }, 2)).toMatchObject([wanted.slice(0, 2), wanted.slice(2)]);
  });
});

describe.each(Object.entries(lists))('a list by the %s of which the caller sees some records', (_by, range) => {
  const seen =
    (count: number) =>
    (by: Principal, { index }: Note) =>
      by === me && index < count;

  test.each([0, 1, 2, 3, 6, 12])('fills its pages with those: %i', async (count) => {
    const found = await pages(range, 3, seen(count));
    expect(found.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(found.map(({ length }) => length)).toEqual(sizes(count));
  });

  test('names no other record in a cursor, and has none where nothing is left to see', async () => {
    for (const shown of ['n000', 'n004', 'n009']) {
      const { items, nextCursor } = await page(
        table,
        notes.list(range),
        { principal: me, query: { limit: 1 } },
        { sees: (_, { id }) => id === shown, view: ({ id }) => id },
      );
      expect([items, nextCursor]).toEqual([[shown], undefined]);
    }
    const two = await page(
      table,
      notes.list(range),
      { principal: me, query: { limit: 1 } },
      { sees: (_, { id }) => id === 'n004' || id === 'n005', view: ({ id }) => id },
    );
    const [, ...place] = JSON.parse(Buffer.from(String(two.nextCursor), 'base64url').toString());
    expect(place.at(-1)).toBe(two.items[0]);
  });

  /** Three to a page, and at least one page. */
  function sizes(count: number): number[] {
    return count <= 3 ? [count] : [3, ...sizes(count - 3)];
  }
});

describe.each(Object.entries(lists))('a cursor of a list by the %s', (_by, range) => {
  test('shows where the page ended and nothing of the table', async () => {
    const cursor = Buffer.from(await given(range), 'base64url').toString();
    for (const word of ['CASE', 'NOTE', 'GSI', 'PK', 'SK', 'AT#']) expect(cursor).not.toContain(word);
    expect(cursor).toContain(range.partition === 'CASE#1' ? 'n001' : 'n009');
  });

  test.each([
    ['another list', { range: { ...range, newestFirst: true } }],
    ['another filter', { range: { ...range, where: { kind: 'a' } } }],
    ['somebody else', { sub: 'other' }],
  ])('is refused for %s', async (_, use) => {
    await expect(read({ range, cursor: await given(range), ...use })).rejects.toMatchObject(refused);
  });

  test.each([
    '',
    'abc',
    '!!!!',
    Buffer.from('null').toString('base64url'),
    Buffer.from('["x"]').toString('base64url'),
    Buffer.from('["x",{"PK":1}]').toString('base64url'),
  ])('%j is none', async (cursor) => {
    await expect(read({ range, cursor })).rejects.toMatchObject(refused);
  });

  test.each([
    [[]],
    [['']],
    [['n001', 'n001', 'more']],
    [['EVENT#001', 'n001']],
    [[{ PK: 'CASE#2' }]],
    [['8#n001', 'n999']],
  ])('that was changed to %j reads nothing outside of its list', async (place) => {
    const [scope] = JSON.parse(Buffer.from(await given(range), 'base64url').toString());
    const cursor = Buffer.from(JSON.stringify([scope, ...place])).toString('base64url');
    const outcome = await read({ range, cursor }).catch((error: unknown) => error);
    if (outcome instanceof DomainError) expect(outcome).toMatchObject(refused);
    else expect(outcome).toMatchObject({ items: expect.not.arrayContaining([expect.not.stringMatching(/^n0\d\d$/)]) });
  });
});

const me: Principal = { sub: 'me', name: 'me', roles: [] };
const refused = { code: 'invalid-input', errors: [{ pointer: 'query/cursor' }] };

async function given(range: Range): Promise<string> {
  return (await read({ range })).nextCursor ?? 'none';
}

function read({ range, sub = 'me', cursor }: { range: Range; sub?: string; cursor?: string }) {
  const principal = { sub, name: 'me', roles: [] };
  const list: List<Note> = notes.list(range);
  return page(table, list, { principal, query: { limit: 2, cursor } }, { sees: parts, view: ({ id }) => id });
}

/** The pages of a list to its end, each as the numbers of its notes. */
async function pages(range: Range, limit: number, sees: (principal: Principal, note: Note) => boolean = parts) {
  const found: number[][] = [];
  let cursor: string | undefined;
  do {
    const next = await page(
      table,
      notes.list(range),
      { principal: me, query: { limit, cursor } },
      { sees, view: ({ index }) => index },
    );
    found.push(next.items);
    cursor = next.nextCursor;
  } while (cursor);
  return found;
}
