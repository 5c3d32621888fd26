import { describe, expect, test } from '@jest/globals';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { payee, payeeRelations, shownPayee } from '../../../functions/claims/payee.ts';
import { isSameName, naming } from '../../../functions/claims/rules/third-party-payee.ts';
import { wang } from '../../support/portfolio.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

test.each([
  ['王小明', '王小明', true],
  ['王小明', '王 小 明', true],
  ['王小明', '　王小明　', true],
  ['王小明', '王小', false],
  ['王小明', '王晓明', false],
  ['张国荣', '張國榮', false],
  ['Emma Brown', 'EMMA  BROWN', true],
  ['Emma Brown', 'ｅｍｍａ　Ｂｒｏｗｎ', true],
  ['Emma Brown', 'Emmabrown', false],
  ['Emma Brown', 'Brown Emma', false],
  ['José', 'José', true],
  ['José', 'Jose', false],
  ['阿卜杜拉·买买提', '阿卜杜拉・买买提', true],
  ['阿卜杜拉·买买提', '阿卜杜拉 • 买买提', true],
  ['阿卜杜拉·买买提', '阿卜杜拉.买买提', true],
  ['阿卜杜拉·买买提', '阿卜杜拉买买提', false],
  ['示例物流有限公司', '示例物流 有限公司', true],
  ['示例物流（上海）有限公司', '示例物流(上海)有限公司', true],
  ['王 Emma', '王Emma', true],
])('%s and %s are one name: %s', (one, other, same) => {
  expect(isSameName(one, other)).toBe(same);
  expect(isSameName(other, one)).toBe(same);
});

describe('naming a payee', () => {
  const namedBy = { sub: 'u-1', name: '某人' };
  const world = { customer: wang };

  test('sets nothing where none is named', () => {
    expect(naming(world, undefined, namedBy)).toStrictEqual({});
  });

  test.each([
    { name: '王小明' },
    { name: '王 小明', account: '12345678' },
    { name: '王小明', relation: 'other' } as const,
  ])('is no doubt where it is the customer: %j', (own) => {
    expect(naming(world, own, namedBy)).toStrictEqual({ payee: own, payeeNamedBy: namedBy, payeeChecked: undefined });
  });

  test.each(payeeRelations)('is a doubt where it is somebody else: %s', (relation) => {
    const other = { name: '王芳', relation };
    expect(naming(world, other, namedBy)).toStrictEqual({
      payee: other,
      payeeNamedBy: namedBy,
      payeeChecked: undefined,
      payeeDoubt: { namedBy },
    });
  });

  test('asks for the relation of somebody else', () => {
    const refusal = invalidAt(says.relationNeeded, '/payee/relation');
    expect(refusalOf(() => naming(world, { name: '王芳' }, namedBy))).toEqual(refusal);
  });
});

test('a payee is shown with the last four of the account, and kept in one way', () => {
  const written = { name: '王小明', account: '6222 0202-0011 2233 446', bank: '示例银行' };
  expect(payee.parse(written)).toStrictEqual({ ...written, account: '6222020200112233446' });
  expect(shownPayee(payee.parse(written))).toStrictEqual({ name: '王小明', bank: '示例银行', accountEnding: '3446' });
  expect(shownPayee({ name: '王小明' })).toStrictEqual({ name: '王小明' });
});
