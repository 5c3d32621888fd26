import { describe, expect, test } from '@jest/globals';
import { ItemMap, itemOf, storedItem } from '../../dynamodb/item-map.ts';

const item = {
  PK: { S: 'ORDER#1' },
  note: { S: '前挡风玻璃破碎 é 🚗' },
  size: { N: '1.5' },
  tags: { L: [{ B: 'AAEC' }, { NULL: true }] },
};

describe('a map of items', () => {
  test('gives what was put there, each time as an item of its own', () => {
    const items = new ItemMap();
    items.set('1', storedItem(item));
    const read = items.get('1');
    expect(read).toEqual(item);
    Object.assign(read ?? {}, { note: { S: 'changed' } });
    expect([items.get('1'), ...items.values(), ...items.entries()]).toEqual([item, item, ['1', item]]);
    items.delete('1');
    expect([items.get('1'), items.size]).toEqual([undefined, 0]);
  });

  test('keeps an item in as many bytes as its JSON has', () => {
    const stored = storedItem(item);
    expect(stored).toHaveLength(Buffer.byteLength(JSON.stringify(item)));
    expect([...stored].every((character) => character.charCodeAt(0) < 256)).toBe(true);
    expect(itemOf(stored)).toEqual(item);
  });
});
