import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { getCustomersByRef } from '../../functions/customers/customer-store.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { apiServer } from '../support/api-server.ts';
import { countsIn, ImportRun } from '../support/import-run.ts';

const data = fileURLToPath(new URL('../../../shared/data/auto-customers.csv', import.meta.url));
const map = fileURLToPath(new URL('../../examples/auto-customers.map.json', import.meta.url));
const there = existsSync(data);
if (!there) console.warn(`Skipped: ${data} is not on this machine (a public sample of 9,134 motor customers)`);

(there ? test : test.skip)(
  'of the real 9,134 rows each with an id and a date lands, the rest are in the rejects, and a second run of a ninth of them changes nothing',
  async () => {
    const api = await apiServer();
    const run = await ImportRun.in(api.endpoint);
    try {
      const options = { customers: data, policies: data, map };
      expect(countsIn(await run.run(options))).toEqual({
        customers: { read: 9134, written: 9127, unchanged: 0, rejected: 7 },
        policies: { read: 9134, written: 9124, unchanged: 0, rejected: 10 },
      });
      const rejects = await run.rejects();
      expect(rejects).toHaveLength(17);
      expect(rejects.every((row) => row.Customer === '' || row['Effective To Date'] === '')).toBe(true);
      const [customer] = await getCustomersByRef(api.table, ['BU79786']);
      expect(customer).toMatchObject({ kind: 'company', email: 'demo+BU79786@example.com', branchId: 'HQ' });
      expect(await policies.getMany(api.table, ['PA-BU79786'])).toMatchObject([
        {
          customerId: customer?.customerId,
          effectiveAt: '2010-02-25T08:00:00.000Z',
          expiresAt: '2011-02-25T08:00:00.000Z',
          premium: { amount: 6900, currency: 'USD' },
        },
      ]);
      const rows = readFileSync(data, 'utf8').split('\n');
      const some = await run.file('some.csv', rows.filter((_, line) => line % 9 === 0).join('\n'));
      const again = countsIn(await run.run({ customers: some, policies: some, map }));
      expect(again).toMatchObject({
        customers: { read: 1014, written: 0, unchanged: 1013, rejected: 1 },
        policies: { read: 1014, written: 0, unchanged: 1013, rejected: 1 },
      });
    } finally {
      await api.close();
      await run.remove();
    }
  },
  120_000,
);
