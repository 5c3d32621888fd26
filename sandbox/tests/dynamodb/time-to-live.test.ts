import { describe, expect, test } from '@jest/globals';
import { failureOf, keyOf, order, recordTable, TableName } from './record-table.ts';

const HOUR = 3_600_000;

/** A ttl some milliseconds from now. */
const within = (now: number, milliseconds: number) => ({ ttl: { N: String(Math.ceil((now + milliseconds) / 1000)) } });

describe('time to live', () => {
  test('removes an item once the clock has reached its time, as the service itself', async () => {
    const { call, item, clock, records } = await recordTable();
    const expiring = order('1', within(clock.now(), HOUR));
    await call('PutItem', { Item: expiring });
    await clock.advance(HOUR / 2);
    expect(await item('ORDER#1')).toEqual(expiring);
    await clock.advance(HOUR);
    expect(await item('ORDER#1')).toBeUndefined();
    expect(records.at(-1)).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: {
        Keys: keyOf('ORDER#1'),
        OldImage: expiring,
        ApproximateCreationDateTime: Number(expiring.ttl?.N),
      },
    });
  });

  test('removes items in the order of their times, also when years are skipped', async () => {
    const { call, clock, records } = await recordTable();
    for (const hours of [30_000, 2, 700, 1, 2]) {
      await call('PutItem', { Item: order(`${hours}-${records.length}`, within(clock.now(), hours * HOUR)) });
    }
    await clock.advance(40_000 * HOUR);
    const removed = records.filter(({ eventName }) => eventName === 'REMOVE');
    expect(removed.map(({ dynamodb }) => dynamodb.Keys.PK?.S)).toEqual([
      'ORDER#1-3',
      'ORDER#2-4',
      'ORDER#2-1',
      'ORDER#700-2',
      'ORDER#30000-0',
    ]);
  });

  test('follows what becomes of the attribute', async () => {
    const { call, item, clock } = await recordTable();
    for (const id of ['kept', 'prolonged', 'shortened']) {
      await call('PutItem', { Item: order(id, within(clock.now(), 2 * HOUR)) });
    }
    await call('UpdateItem', {
      Key: keyOf('ORDER#kept'),
      UpdateExpression: 'REMOVE #ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
    });
    const longer = { Put: { TableName, Item: order('prolonged', within(clock.now(), 5 * HOUR)) } };
    const shorter = { Put: { TableName, Item: order('shortened', within(clock.now(), HOUR)) } };
    await call('TransactWriteItems', { TransactItems: [longer, shorter] });
    await clock.advance(1.5 * HOUR);
    expect(await item('ORDER#shortened')).toBeUndefined();
    await clock.advance(2 * HOUR);
    expect(await item('ORDER#prolonged')).toBeDefined();
    await clock.advance(2 * HOUR);
    expect(await item('ORDER#prolonged')).toBeUndefined();
    expect(await item('ORDER#kept')).toBeDefined();
  });

  test('takes an item that has expired already, but not one that expired more than five years ago', async () => {
    const { call, item, clock } = await recordTable();
    await call('PutItem', { Item: order('late', within(clock.now(), -HOUR)) });
    await call('PutItem', { Item: order('mistaken', { ttl: { N: '12' } }) });
    await call('PutItem', { Item: order('text', { ttl: { S: '12' } }) });
    await clock.advance(HOUR);
    expect(await item('ORDER#late')).toBeUndefined();
    expect(await item('ORDER#mistaken')).toBeDefined();
    expect(await item('ORDER#text')).toBeDefined();
  });

  test('can be described, switched off and on again over existing items', async () => {
    const { call, item, clock } = await recordTable();
    const settings = (Enabled: boolean) => ({ TimeToLiveSpecification: { AttributeName: 'ttl', Enabled } });
    const described = async () => (await call('DescribeTimeToLive')).TimeToLiveDescription;
    expect(await described()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
    expect(await failureOf(call('UpdateTimeToLive', settings(true)))).toMatchObject({ code: 'ValidationException' });
    await call('PutItem', { Item: order('1', within(clock.now(), HOUR)) });
    expect(await call('UpdateTimeToLive', settings(false))).toEqual(settings(false));
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await clock.advance(2 * HOUR);
    expect(await item('ORDER#1')).toBeDefined();
    await call('UpdateTimeToLive', settings(true));
    await clock.advance(1);
    expect(await item('ORDER#1')).toBeUndefined();
  });
});
