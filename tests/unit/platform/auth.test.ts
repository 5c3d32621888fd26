import { describe, expect, test } from '@jest/globals';
import { maySee, type Principal, type Role, visible } from '../../../functions/platform/http/auth.ts';
import { principalFrom, stageTokens } from '../../../functions/platform/http/tokens.ts';
import { roles } from '../../../functions/roles.ts';

describe('a token', () => {
  test.each([
    ['[claims-handler ops]', ['claims-handler', 'ops']],
    ['claims-handler', ['claims-handler']],
    ['[a, ops]', ['ops']],
    [['ops', 'root'], ['ops']],
    ['[]', []],
    ['', []],
    [undefined, []],
    [7, []],
    ['[opsadmin]', []],
  ])('with the groups %j gives the roles %j', (groups, expected) => {
    expect(principalFrom({ sub: 's', 'cognito:groups': groups }).roles).toEqual(expected);
  });

  test.each([{}, { sub: '' }, { sub: 1 }])('that names no subject (%j) is not one', (claims) => {
    expect(() => principalFrom(claims)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });
});

describe('a token of a stage that says how its tokens are read', () => {
  const rules = { audience: 'app', use: 'id', claims: { roles: 'https://id.example/roles', branchId: 'office' } };
  const tokens = stageTokens(JSON.stringify(rules));
  const claims = { sub: 's', aud: 'app', token_use: 'id', 'https://id.example/roles': '[agent ops]', office: 'SH-01' };

  test('is read by the claims that it names, and by the usual ones for the rest', () => {
    const more = { 'cognito:groups': '[admin]', 'custom:branchId': 'HQ', 'custom:customerId': 'cus_1', name: '李' };
    expect(principalFrom({ ...claims, ...more }, tokens)).toEqual({
      sub: 's',
      name: '李',
      roles: ['agent', 'ops'],
      customerId: 'cus_1',
      branchId: 'SH-01',
    });
  });

  test.each([[['app']], ['[app other]'], ['app']])('is let in with the audience %j', (aud) => {
    expect(principalFrom({ ...claims, aud }, tokens).roles).toEqual(['agent', 'ops']);
  });

  test.each<[string, object]>([
    ['another audience', { aud: 'other' }],
    ['an audience that begins like ours', { aud: 'app2' }],
    ['a client in place of an audience', { aud: undefined, client_id: 'app' }],
    ['another use', { token_use: 'access' }],
    ['no use', { token_use: undefined }],
  ])('is refused with %s', (_title, more) => {
    expect(() => principalFrom({ ...claims, ...more }, tokens)).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
  });

  test('has to be described in full words', () => {
    for (const wrong of ['{"audience":""}', '{"use":"access"}', '{"claims":{"role":"groups"}}', '[]', '{']) {
      expect(() => stageTokens(wrong)).toThrow();
    }
    expect(stageTokens(undefined)).toEqual({
      claims: {
        roles: 'cognito:groups',
        customerId: 'custom:customerId',
        branchId: 'custom:branchId',
        name: 'name',
      },
    });
  });
});

describe('a record', () => {
  const record = { customerId: 'cus_1', branchId: 'BJ-01' };
  const staff = roles.filter((role) => !['customer', 'privacy-officer', 'ops', 'integration', 'admin'].includes(role));

  test('is seen by the customer whose it is, and by no other', () => {
    expect(maySee(person('customer', { customerId: 'cus_1' }), record)).toBe(true);
    expect(maySee(person('customer', { customerId: 'cus_2' }), record)).toBe(false);
    expect(maySee(person('customer'), record)).toBe(false);
    expect(maySee(person('customer'), {})).toBe(false);
    expect(maySee(person('customer', { branchId: 'BJ-01' }), record)).toBe(false);
  });

  test.each(staff)('is seen by a %s of its branch and of head office only', (role) => {
    expect(maySee(person(role, { branchId: 'BJ-01' }), record)).toBe(true);
    expect(maySee(person(role, { branchId: 'HQ' }), record)).toBe(true);
    expect(maySee(person(role, { branchId: 'SH-01' }), record)).toBe(false);
    expect(maySee(person(role), record)).toBe(false);
    expect(maySee(person(role), {})).toBe(false);
    expect(maySee(person(role, { customerId: 'cus_1' }), record)).toBe(false);
  });

  test.each(['privacy-officer', 'ops', 'integration', 'admin'] as const)('is seen by %s', (role) => {
    expect(maySee(person(role), record)).toBe(true);
  });

  test('that may not be seen does not exist', () => {
    const notFound = expect.objectContaining({ code: 'not-found', message: 'Claim not found' });
    expect(() => visible(person('customer'), record, { en: 'Claim', 'zh-CN': '记录' })).toThrow(notFound);
    expect(() => visible(person('admin'), undefined, { en: 'Claim', 'zh-CN': '记录' })).toThrow(notFound);
    expect(visible(person('admin'), record, { en: 'Claim', 'zh-CN': '记录' })).toBe(record);
  });

  test('is not seen by a person without a role', () => {
    expect(maySee({ sub: 's', name: 's', roles: [], branchId: 'HQ' }, record)).toBe(false);
  });
});

function person(role: Role, more: Partial<Principal> = {}): Principal {
  return { sub: 's', name: 's', roles: [role], ...more };
}
