import { describe, expect, test } from '@jest/globals';
import {
  assertBranch,
  bornLater,
  type Customer,
  changedFields,
  patchCustomer,
  registerCustomer,
  replaceDetails,
} from '../../../functions/customers/customer.ts';
import type { Principal } from '../../../functions/platform/http/auth.ts';
import { aCustomer, aPerson, now } from '../../support/record-fixtures.ts';

const customer = aPerson('customer');
const rep = aPerson('service-rep');
const forbidden = expect.objectContaining({ code: 'forbidden' });

describe('a customer who is registered', () => {
  const details = { kind: 'person', name: '王小明', phone: '+8613800138000' } as const;
  const at = now.toISOString();

  test('has what was said, in the branch given, and reads Chinese by default', () => {
    expect(registerCustomer('cus_1', details, 'SH-01', now)).toEqual({
      ...details,
      customerId: 'cus_1',
      branchId: 'SH-01',
      language: 'zh-CN',
      version: 1,
      createdAt: at,
      updatedAt: at,
    });
  });

  test('has no field that was not said', () => {
    const said = { ...details, language: 'en', email: undefined } as const;
    const registered = registerCustomer('cus_1', said, 'SH-01', now);
    expect(registered).toMatchObject({ language: 'en' });
    expect(Object.keys(registered)).not.toContain('email');
  });
});

describe('a row of the core system', () => {
  const stored = aCustomer({ consent: { marketing: true }, nationalIdHash: 'hash', nationalIdLast4: '002X' });

  test('replaces what it may carry, and leaves what the customer told us', () => {
    const row = { kind: 'company', name: '王小明修车行', email: 'wang@example.com' } as const;
    const { phone, ...rest } = stored;
    expect(replaceDetails(stored, row)).toEqual({ ...rest, ...row });
  });

  test('replaces also what the customer told us, where it carries that', () => {
    const row = { kind: 'person', name: '王小明', branchId: 'SH-01', language: 'en', consent: { marketing: false } };
    expect(replaceDetails(stored, row as never)).toMatchObject(row);
  });

  test('that says nothing new changes nothing', () => {
    const { kind, name, phone } = stored;
    expect(replaceDetails(stored, { kind, name, phone, email: undefined })).toBe(stored);
    expect(replaceDetails({ ...stored, email: undefined }, { kind, name, phone })).toEqual({
      ...stored,
      email: undefined,
    });
  });
});

describe('a patch', () => {
  const own = { email: 'w@example.com', phone: null, address: '上海', language: 'en', consent: { marketing: true } };

  test('by the customer changes how we reach them, and takes away what is null', () => {
    const { phone, ...rest } = aCustomer();
    const { phone: none, ...changed } = own;
    expect(patchCustomer(aCustomer(), own as never, customer)).toEqual({ ...rest, ...changed });
  });

  test.each<[string, boolean, Principal]>([
    ['the customer', false, customer],
    ['another customer', false, aPerson('customer', { customerId: 'cus_li' })],
    ['somebody without a role', false, aPerson([])],
    ['staff', true, rep],
    ['staff who are also a customer', true, aPerson(['customer', 'service-rep'], { customerId: 'cus_li' })],
    ['staff whose own record it is', false, aPerson('service-rep', { customerId: 'cus_wang' })],
  ])('of the name by %s is taken: %s', (_, taken, by) => {
    const patching = () => patchCustomer(aCustomer(), { name: '王明', email: 'w@example.com' }, by);
    if (taken) expect(patching()).toMatchObject({ name: '王明' });
    else expect(patching).toThrow(forbidden);
  });

  test('that is refused names the fields that are for staff', () => {
    const patch = { name: '王明', email: 'w@example.com', branchId: 'BJ-01' };
    expect(() => patchCustomer(aCustomer(), patch, customer)).toThrow('Only staff may change name, branchId');
  });

  test('into a branch that one may not see is refused', () => {
    expect(() => patchCustomer(aCustomer(), { branchId: 'SH-01' }, rep)).toThrow(forbidden);
    const head = aPerson('service-rep', { branchId: 'HQ' });
    expect(patchCustomer(aCustomer(), { branchId: 'SH-01' }, head)).toMatchObject({ branchId: 'SH-01' });
  });

  test.each([
    [undefined, 'A-1', true],
    ['A-1', 'A-1', true],
    ['A-1', 'A-2', false],
    ['A-1', undefined, true],
  ])('of the externalRef %j to %j is taken: %s', (known, externalRef, taken) => {
    const patching = () => patchCustomer(aCustomer({ externalRef: known }), { externalRef }, rep);
    if (taken) expect(patching).not.toThrow();
    else expect(patching).toThrow(expect.objectContaining({ code: 'illegal-state' }));
  });

  test.each<[Partial<Customer>, object]>([
    [{}, {}],
    [{}, { phone: '+8613800138000' }],
    [{}, { email: null }],
    [{ email: undefined }, {}],
    [{ consent: { marketing: true } }, { consent: { marketing: true } }],
  ])('of %j with %j changes nothing', (known, patch) => {
    const read = aCustomer(known);
    expect(patchCustomer(read, patch, rep)).toBe(read);
  });
});

describe('a birth date', () => {
  test.each([
    ['2026-11-22T09:59:59.999Z', '2026-11-22', true],
    ['2026-11-22T09:59:59.999Z', '2026-11-23', false],
    ['2026-11-22T10:00:00.000Z', '2026-11-23', true],
    ['2026-11-22T10:00:00.000Z', '2026-11-24', false],
    ['2026-11-22T10:00:00.000Z', undefined, true],
  ])('at %s may be %s, if it is today anywhere: %s', (time, birthDate, may) => {
    const error = bornLater({ birthDate }, new Date(time));
    if (may) expect(error).toBeUndefined();
    else expect(error).toMatchObject({ pointer: '/birthDate', detail: { en: 'Not after today' } });
  });
});

test('a record is kept in a branch that one may see', () => {
  expect(() => assertBranch(rep, 'BJ-01')).not.toThrow();
  expect(() => assertBranch(rep, 'SH-01')).toThrow(forbidden);
});

test.each<[Partial<Customer>, string[]]>([
  [{}, []],
  [{ version: 9, updatedAt: 'later', nationalIdLast4: '1' }, []],
  [{ phone: undefined, name: '王明', email: 'w@example.com' }, ['email', 'name', 'phone']],
  [{ consent: { marketing: true }, nationalIdHash: 'other' }, ['consent', 'nationalIdHash']],
])('the change %j is told by the names of its fields: %j', (change, fields) => {
  expect(changedFields(aCustomer(), { ...aCustomer(), ...change })).toEqual(fields);
});

test('fields that are gone, or new, are among those that changed', () => {
  const { phone, ...without } = aCustomer();
  expect(changedFields(aCustomer(), without)).toEqual(['phone']);
  expect(changedFields(without, aCustomer())).toEqual(['phone']);
});
