import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { getCustomersByRef } from '../../functions/customers/customer-store.ts';
import { branches, staff } from '../../functions/organisation/organisation-store.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { type ApiServer, apiServer } from '../support/api-server.ts';
import { countsIn, ImportRun } from '../support/import-run.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
// Some start the command, which takes its time on a busy machine.
jest.setTimeout(60_000);
let api: ApiServer;
let run: ImportRun;
beforeEach(async () => {
  api = await apiServer();
  run = await ImportRun.in(api.endpoint);
});
afterEach(async () => {
  await api.close();
  await run.remove();
});

describe('files', () => {
  test('the examples come in whole, and the second time nothing changes', async () => {
    const files = { customers: join(examples, 'customers.csv'), policies: join(examples, 'policies.csv') };
    const six = { read: 6, written: 6, unchanged: 0, rejected: 0 };
    expect(countsIn(await run.run(files))).toEqual({ customers: six, policies: six });
    const again = { read: 6, written: 0, unchanged: 6, rejected: 0 };
    expect(countsIn(await run.run(files))).toEqual({ customers: again, policies: again });
    expect(await run.rejects()).toEqual([]);
    const [customer] = await getCustomersByRef(api.table, ['KH-1001']);
    expect(customer).toMatchObject({ name: '王小明', phone: '+8613800138000', profile: { segment: '家庭' } });
    expect(await policies.getMany(api.table, ['CL-MOTOR-1001'])).toMatchObject([
      { customerId: customer?.customerId, branchId: 'BJ-01', premium: { amount: 386_000, currency: 'CNY' } },
    ]);
  });

  test('branches and staff come in before the rest, and the second time nothing changes', async () => {
    const files = { staff: join(examples, 'staff.csv'), branches: join(examples, 'branches.csv') };
    const six = { read: 6, written: 6, unchanged: 0, rejected: 0 };
    expect(countsIn(await run.run(files))).toEqual({ branches: six, staff: six });
    const again = { read: 6, written: 0, unchanged: 6, rejected: 0 };
    expect(countsIn(await run.run(files))).toEqual({ branches: again, staff: again });
    expect(api.requests.filter((path) => path.endsWith('/batch')).slice(0, 2)).toEqual([
      '/v1/branches/batch',
      '/v1/staff/batch',
    ]);
    expect(await branches.get(api.table, 'BJ-01')).toMatchObject({
      parent: 'BJ',
      openingHours: { monday: ['08:30-12:00', '13:30-17:30'], saturday: ['09:00-16:00'] },
    });
    expect(await staff.get(api.table, '7c1f0a52-0004-4d5e-9c11-8a4be0f10004')).toMatchObject({
      roles: ['agent', 'service-rep'],
      agentCode: 'SH00012345',
      licences: { agent: '2028-06-30' },
      revisions: [{ validFrom: '2025-07-01' }],
    });
  });

  test('a branch waits for the one above it, and whoever is not to be is rejected with the reason', async () => {
    const rows = Array.from({ length: 150 }, (_, n) => `B${n},Branch ${n},${n < 100 ? '' : `B${n - 100}`}`);
    const many = await run.file('branches.csv', ['branchId,name,parent', ...rows, 'X,Nowhere,GONE', ''].join('\n'));
    const people = await run.file('staff.csv', 'staffId,name,roles,branchId\nu-1,Ann,agent,B149\nu-2,Bob,king,B1\n');
    expect(countsIn(await run.run({ branches: many, staff: people }))).toEqual({
      branches: { read: 151, written: 150, unchanged: 0, rejected: 1 },
      staff: { read: 2, written: 1, unchanged: 0, rejected: 1 },
    });
    expect(await run.rejects()).toMatchObject([
      { for: 'branches', reason: 'parent: There is no such branch' },
      { for: 'staff', reason: expect.stringMatching(/^roles\.0: /) },
    ]);
  });

  test.each([
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GB18030', (text: string) => iconv.encode(text, 'gb18030')],
  ])('are read in %s', async (_, encode) => {
    const customers = await run.file('customers.csv', encode('externalRef,name\r\nKH-1,欧阳娜娜\r\nKH-2,𠮷野\r\n'));
    expect(countsIn(await run.run({ customers })).customers).toEqual({
      read: 2,
      written: 2,
      unchanged: 0,
      rejected: 0,
    });
    const stored = await getCustomersByRef(api.table, ['KH-1', 'KH-2']);
    expect(stored.map((customer) => customer?.name)).toEqual(['欧阳娜娜', '𠮷野']);
  });

  test('a bad row goes to the rejects with its line, its reason and its cells, and can be mended there', async () => {
    const text =
      'externalRef,name,email,address\nA,Ann,ann@example.com,"1 Lane\nTown"\nB,Bob,nobody,"2 Lane\r\nTown"\nC,Cid\n\nD,,,\nE,Eve,,\n';
    const customers = await run.file('customers.csv', text);
    expect(countsIn(await run.run({ customers })).customers).toEqual({
      read: 5,
      written: 2,
      unchanged: 0,
      rejected: 3,
    });
    const rejects = await run.rejects();
    expect(rejects).toMatchObject([
      {
        file: 'customers.csv',
        for: 'customers',
        'line number': '4',
        externalRef: 'B',
        email: 'nobody',
        address: '2 Lane\r\nTown',
      },
      { 'line number': '6', reason: '2 cells, not 4', externalRef: 'C', name: 'Cid' },
      { 'line number': '8', externalRef: 'D' },
    ]);
    expect(rejects[0]?.reason).toMatch(/^email: /);
    expect(rejects[2]?.reason).toMatch(/^name: /);
    const mended = await readFile(join(run.folder, 'rejects.csv'), 'utf8');
    const fixed = await run.file('mended.csv', mended.replace('nobody', 'bob@example.com').replace('D,,,', 'D,Dan,,'));
    expect(countsIn(await run.run({ customers: fixed })).customers).toMatchObject({ written: 3, rejected: 0 });
  });

  test('of two rows with one reference the later one stays, however far apart they are', async () => {
    const rows = Array.from({ length: 900 }, (_, index) => `${index % 300},Name ${index}`);
    const customers = await run.file('customers.csv', `externalRef,name\n${rows.join('\n')}\n`);
    await run.run({ customers });
    const refs = Array.from({ length: 300 }, (_, index) => String(index));
    const stored = await getCustomersByRef(api.table, refs);
    expect(stored.map((customer) => customer?.name)).toEqual(refs.map((ref) => `Name ${Number(ref) + 600}`));
  });

  test('bring renewals in: each opens a term of its own, and a repeat of both terms changes nothing', async () => {
    const customers = await run.file('customers.csv', 'externalRef,name\nA,Ann\n');
    const columns =
      'policyNumber,customerExternalRef,line,plan,status,validFrom,effectiveAt,expiresAt,perils,currency,sumInsured';
    const row = (number: number, year: number, status = ',') =>
      `P-${number},A,motor,full,${status},${year}-01-01T00:00:00Z,${year + 1}-01-01T00:00:00Z,glass,CNY,1000.00`;
    const numbers = Array.from({ length: 120 }, (_, number) => number);
    const cancelled = 'CANCELLED,2025-06-01T00:00:00Z';
    const rows = numbers.flatMap((number) => [row(number, 2024), row(number, 2025, number === 7 ? cancelled : ',')]);
    const portfolio = await run.file('policies.csv', `${columns}\n${rows.join('\n')}\n`);
    const files = { customers, policies: portfolio };
    expect(countsIn(await run.run(files)).policies).toMatchObject({ read: 240, written: 240, rejected: 0 });
    const ids = numbers.map((number) => `P-${number}`);
    const stored = await policies.getMany(api.table, ids);
    expect(stored.map((policy) => policy?.term)).toEqual(numbers.map(() => 2));
    expect(stored[7]).toMatchObject({
      status: 'CANCELLED',
      revisions: [{}, { validFrom: '2025-06-01T00:00:00.000Z' }],
    });
    expect(countsIn(await run.run(files)).policies).toEqual({ read: 240, written: 0, unchanged: 240, rejected: 0 });
    expect(await policies.getMany(api.table, ids)).toEqual(stored);
  });

  test('every row read is written, unchanged or rejected, and every rejected one is in the rejects', async () => {
    const row = fc.record({
      ref: fc.constantFrom('A', 'B', 'C', 'D', ''),
      name: fc.constantFrom('x', '"y\nz"', '王', '\u0007', ''),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 250 }), async (rows) => {
        const text = rows.map(({ ref, name }) => `${ref},${name}\n`).join('');
        const customers = await run.file('customers.csv', `externalRef,name\n${text}`);
        const filled = rows.filter(({ ref, name }) => ref !== '' || name !== '').length;
        const { read, written, unchanged, rejected } = countsIn(await run.run({ customers })).customers ?? { read: -1 };
        expect(read).toBe(rows.length);
        expect(filled).toBeLessThanOrEqual(rows.length);
        expect(Number(written) + Number(unchanged) + Number(rejected)).toBe(read);
        expect(await run.rejects()).toHaveLength(Number(rejected));
      }),
      { numRuns: 15 },
    );
  });
});

describe('an API in trouble', () => {
  test('is asked again, and no row is lost or doubled', async () => {
    api.faults.push({ status: 429, headers: { 'retry-after': '0' } }, 'cut', { status: 503 }, undefined, {
      status: 502,
    });
    const rows = Array.from({ length: 450 }, (_, index) => `R-${index},Name`);
    const customers = await run.file('customers.csv', `externalRef,name\n${rows.join('\n')}\n`);
    expect(countsIn(await run.run({ customers })).customers).toMatchObject({ read: 450, written: 450 });
    expect(api.requests.filter((path) => path.endsWith('/batch'))).toHaveLength(5 + 4);
  });
});

describe('what cannot work is said in a line', () => {
  test.each([
    ['a missing file', { customers: 'nowhere.csv' }, /nowhere\.csv does not exist/],
    ['no file', {}, /Nothing to import/],
    ['a wrong token', { token: 'stolen' }, /The token is not accepted \(401/],
    ['no address', { endpoint: 'localhost' }, /--endpoint localhost is not an address/],
    ['nobody there', { endpoint: 'http://127.0.0.1:9' }, /http:\/\/127\.0\.0\.1:9 cannot be reached/],
    ['an unknown encoding', { encoding: 'klingon' }, /--encoding klingon is not known/],
    ['a missing map', { map: 'nowhere.json' }, /nowhere\.json: cannot be read/],
  ])('%s', async (what, options, message) => {
    const customers = what === 'no file' ? undefined : await run.file('customers.csv', 'externalRef,name\nA,Ann\n');
    await expect(run.run({ customers, ...options })).rejects.toThrow(message);
  });

  test('an endpoint that is no sandbox needs a token', async () => {
    api.sandbox = false;
    const customers = await run.file('customers.csv', 'externalRef,name\nA,Ann\n');
    await expect(run.run({ customers })).rejects.toThrow(/is no sandbox: give a token with --token/);
  });

  test.each([
    ['{', /map\.json is not JSON/],
    ['{"customers": {"fields": {"name": {"colum": "Name"}}}}', /customers > fields > name: Unrecognized key: "colum"/],
    ['{"customers": {"fields": {"name": {"column": "Nmae"}}}}', /customers > fields > name: .* has no column "Nmae"/],
    [
      '{"customers": {"fields": {"birthDate": {"column": "name", "date": {"format": "M/D"}}}}}',
      /birthDate > date > format/,
    ],
    [
      '{"customers": {"fields": {"name": {"column": "name", "value": 1}}}}',
      /exactly one of column, value, template, derive/,
    ],
    ['{"policies": {"fields": {}}}', /has no "customers"/],
  ])('a bad map: %s', async (text, message) => {
    const map = await run.file('map.json', text);
    const customers = await run.file('customers.csv', 'externalRef,name\nA,Ann\n');
    await expect(run.run({ customers, map })).rejects.toThrow(message);
    expect(api.requests).toEqual([]);
  });
});

describe('the command', () => {
  test('exits 0 with rejects and says where they are, and 1 when it cannot go on', async () => {
    const customers = await run.file('customers.csv', 'externalRef,name\nA,Ann\nB,\n');
    expect(await run.start('--customers', customers).exit).toEqual({
      code: 0,
      printed: expect.stringContaining('1 rejected: see rejects.csv'),
    });
    expect(await run.start('--customers', 'nowhere.csv').exit).toEqual({
      code: 1,
      printed: 'nowhere.csv does not exist\n',
    });
    expect(await run.start('--what').exit).toMatchObject({ code: 1, printed: expect.stringContaining('Usage:') });
  });

  test('goes on where it was killed: nothing is lost, counted twice or rejected twice', async () => {
    const { customers, policies } = await bigFiles();
    await kill(['--customers', customers, '--policies', policies], 15);
    api.requests.length = 0;
    const { code, printed } = await run.start('--customers', customers, '--policies', policies).exit;
    expect(code).toBe(0);
    expect(printed).toMatch(/Going on with a stopped import: \d+ rows are done/);
    expect(api.requests.filter((path) => path === '/v1/customers/batch')).toEqual(['/v1/customers/batch']);
    const counts = countsIn(printed);
    expect(counts.customers).toEqual({ read: 1000, written: 900, unchanged: 0, rejected: 100 });
    // What was under way at the kill had been written, and is unchanged now.
    expect(counts.policies).toMatchObject({ read: 1000, rejected: 100 });
    expect((counts.policies?.written ?? 0) + (counts.policies?.unchanged ?? 0)).toBe(900);
    const lines = (await run.rejects()).map((row) => `${row.for} ${row['line number']}`);
    expect(lines).toHaveLength(200);
    expect(new Set(lines).size).toBe(200);
  });

  test('ends in order on Ctrl-C, and goes on from there', async () => {
    const { customers } = await bigFiles();
    const { code, printed } = await interrupt(['--customers', customers], 5, 'SIGINT');
    expect({ code, printed }).toEqual({ code: 130, printed: expect.stringContaining('Stopped.') });
    const again = await run.start('--customers', customers).exit;
    expect(again.printed).toContain('Going on with a stopped import');
    expect(countsIn(again.printed).customers).toEqual({ read: 1000, written: 900, unchanged: 0, rejected: 100 });
  });

  test('starts over when what it had written is gone', async () => {
    const { customers, policies } = await bigFiles();
    await kill(['--customers', customers, '--policies', policies], 15);
    await api.db.reset();
    const { code, printed } = await run.start('--customers', customers, '--policies', policies).exit;
    expect(code).toBe(0);
    expect(printed).toContain('starting over');
    expect(countsIn(printed).policies).toEqual({ read: 1000, written: 900, unchanged: 0, rejected: 100 });
    expect(await run.rejects()).toHaveLength(200);
  });
});

/** A thousand customers and their policies, every tenth without a name. */
async function bigFiles() {
  const ids = Array.from({ length: 1000 }, (_, index) => index);
  const header = 'policyNumber,customerExternalRef,line,plan,effectiveAt,expiresAt,perils,currency,sumInsured';
  const terms = 'motor,Basic,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,theft,CNY,100.00';
  return {
    customers: await run.file(
      'customers.csv',
      ['externalRef,name', ...ids.map((id) => `R-${id},${id % 10 === 0 ? '' : `Name ${id}`}`)].join('\n'),
    ),
    policies: await run.file('policies.csv', [header, ...ids.map((id) => `P-${id},R-${id},${terms}`)].join('\n')),
  };
}

/** Runs the command and kills it without warning when it makes its nth bulk request. */
async function kill(args: string[], nth: number): Promise<void> {
  expect((await interrupt(args, nth, 'SIGKILL')).code).toBeNull();
}

/** Runs the command and sends it a signal when it makes its nth bulk request, which is answered once the signal is out. */
async function interrupt(args: string[], nth: number, signal: NodeJS.Signals) {
  let bulks = 0;
  const { child, exit } = run.start(...args);
  api.onBulk = () => {
    bulks += 1;
    if (bulks === nth) child.kill(signal);
  };
  const ended = await exit;
  api.onBulk = () => undefined;
  return ended;
}
