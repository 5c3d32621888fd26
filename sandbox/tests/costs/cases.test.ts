import { describe, expect, test } from '@jest/globals';
import { Cases } from '../../costs/cases.ts';

const names = { ids: /(ord|tsk)-\d+/, prefixes: ['ord-'], belongsTo: ['orderId', 'about.orderId'] };

describe('the cases of an app', () => {
  test('are known by their ids, wherever they stand', () => {
    const cases = new Cases(names);
    expect([...cases.in({ key: ['ORDER#ord-1'], 'ord-2': 'tsk-7' })]).toEqual(['ord-1', 'ord-2']);
  });

  test('are known by records that belong to them, whatever the partition key is called', () => {
    const cases = new Cases(names);
    cases.learn({ key: { S: 'TASK#tsk-7' }, orderId: { S: 'ord-1' } }, 'key');
    cases.learn({ key: { S: 'TASK#tsk-8' }, orderId: { S: 'ord-1 ord-2' } }, 'key');
    cases.learn({ key: { S: 'TASK#tsk-9' }, other: { S: 'ord-1' } }, 'key');
    expect([...cases.in('tsk-7 tsk-8 tsk-9')]).toEqual(['ord-1']);
    cases.learn({ key: { S: 'TASK#tsk-10' }, about: { M: { orderId: { S: 'ord-2' } } } }, 'key');
    expect([...cases.in('tsk-10')]).toEqual(['ord-2']);
    cases.reset();
    expect([...cases.in('tsk-7')]).toEqual([]);
  });

  test('are none in an app that names none', () => {
    expect([...new Cases().in({ key: 'ORDER#ord-1', '': '' })]).toEqual([]);
  });
});
