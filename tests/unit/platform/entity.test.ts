import { beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { begun, entity, versioned } from '../../../functions/platform/record/entity.ts';
import { resumable, resumes, unshown } from '../../../functions/platform/record/resume.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { at, HOUR, now } from '../../support/fixtures.ts';
import { testTable } from '../../support/table.ts';

const parcels = entity({
  type: 'small-parcel',
  schema: z.object({ ...versioned, ...resumable, parcelId: z.string(), owner: z.string(), open: z.boolean() }),
  id: ({ parcelId }) => parcelId,
  apart: unshown,
  effects: resumes,
  indexes: ({ owner, parcelId, open }) => ({
    GSI1: [`OWNER#${owner}`, parcelId],
    GSI2: open ? ['OPEN', parcelId] : undefined,
  }),
  expires: () => new Date(at(HOUR)),
});
const parcel = { parcelId: 'p1', owner: 'wang', open: true, taskToken: 'a token', ...begun(now) };

let table: Table;

beforeEach(async () => {
  ({ table } = await testTable());
  await table.commit([parcels.create(parcel)]);
});

describe('a record', () => {
  test('is read as it was written, by its id alone', async () => {
    expect(await parcels.get(table, 'p1')).toEqual(parcel);
    expect(await parcels.get(table, 'p2')).toBeUndefined();
    expect(await parcels.getMany(table, ['p2', 'p1'])).toEqual([undefined, parcel]);
  });

  test('is created once, with its first version and time', async () => {
    expect(begun(now)).toEqual({ version: 1, createdAt: at(0), updatedAt: at(0) });
    await expect(table.commit([parcels.create(parcel, 'already-exists')])).rejects.toMatchObject({
      code: 'already-exists',
    });
  });

  test('is replaced by its next version, whoever made the first change to it', async () => {
    const { after, write } = parcels.replace(parcel, { ...parcel, owner: 'li' }, new Date(at(HOUR)));
    expect(after).toEqual({ ...parcel, owner: 'li', version: 2, updatedAt: at(HOUR) });
    await table.commit([write]);
    expect(await parcels.get(table, 'p1')).toEqual(after);
    await expect(table.commit([parcels.replace(parcel, parcel, now).write])).rejects.toThrow('Conflict');
  });

  test('that no longer fits its schema is not read', async () => {
    const broken = { ...parcels.key('p3'), entity: 'small-parcel', record: { parcelId: 'p3' } };
    await table.commit([{ create: broken }]);
    await expect(parcels.get(table, 'p3')).rejects.toThrow('owner');
  });

  test('is forgotten when it expires', () => {
    expect(parcels.put(parcel)).toMatchObject({ put: { ttl: Date.parse(at(HOUR)) / 1000 } });
  });
});

describe('an index', () => {
  const open = parcels.list({ index: 'GSI2', partition: 'OPEN' });

  test('holds what lists show, without the task token', async () => {
    const { items } = await table.query(open.range);
    const { taskToken, ...shown } = parcel;
    expect(items.map(open.parse)).toEqual([shown]);
    expect(JSON.stringify(items)).not.toContain('a token');
  });

  test('loses a record that has no place in it any more', async () => {
    await table.commit([parcels.replace(parcel, { ...parcel, open: false }, now).write]);
    expect((await table.query(open.range)).items).toEqual([]);
    expect((await table.query({ index: 'GSI1', partition: 'OWNER#wang' })).items).toHaveLength(1);
  });
});

test.each([
  [undefined, {}],
  [{ output: {} }, { outbox: 'resume' }],
  [{ error: 'failed', cause: 'why' }, { outbox: 'resume' }],
])('a record with the resume %j carries %j for the relay', (resume, attributes) => {
  expect(resumes({ taskToken: 'token', resume })).toEqual(attributes);
});

test('a record that no workflow waits for resumes none', () => {
  expect(resumes({ resume: { output: {} } })).toEqual({});
});
