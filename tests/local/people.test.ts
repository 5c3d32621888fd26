import { describe, expect, test } from '@jest/globals';
import { principalFrom } from '../../functions/platform/http/tokens.ts';
import { type Person, person, userOf } from '../../local/people.ts';

describe('a person in the sandbox', () => {
  test('of staff is of head office by default', () => {
    expect(userOf({ role: 'ops' })).toEqual({ name: 'Sandbox ops', groups: ['ops'], attributes: { branchId: 'HQ' } });
    expect(userOf({ role: 'surveyor', branchId: 'SH-01' })).toMatchObject({
      name: 'Sandbox surveyor of SH-01',
      attributes: { branchId: 'SH-01' },
    });
  });

  test('who is a customer has an id and no branch, and is known by the id whatever the name', () => {
    const customer: Person = { role: 'customer', customerId: 'cus_1' };
    expect(userOf(customer)).toEqual({
      name: 'Customer cus_1',
      groups: ['customer'],
      attributes: { customerId: 'cus_1' },
      key: 'cus_1',
    });
    expect(userOf({ ...customer, name: '李雷' })).toMatchObject({ name: '李雷', key: 'cus_1' });
  });

  test('is of a role that the product has', () => {
    expect(person.safeParse({ role: 'ops' }).success).toBe(true);
    expect(person.safeParse({ role: 'king' }).success).toBe(false);
  });

  test('is to the product who the token says', () => {
    const { name, groups = [], attributes = {} } = userOf({ role: 'agent', branchId: 'SH-01', name: '李雷' });
    const custom = Object.entries(attributes).map(([attribute, value]) => [`custom:${attribute}`, value]);
    const claims = { sub: 's', name, 'cognito:groups': `[${groups.join(' ')}]`, ...Object.fromEntries(custom) };
    expect(principalFrom(claims)).toEqual({ sub: 's', name: '李雷', roles: ['agent'], branchId: 'SH-01' });
  });
});
