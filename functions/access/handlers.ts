import { visibleCustomer } from '../customers/visible-customer.ts';
import { maySee } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/route.ts';
import type { Table } from '../platform/record/table.ts';
import type { Access } from './access.ts';
import { accessesTo } from './access-store.ts';
import type { routes } from './routes.ts';

export const handlers: Handlers<typeof routes, { table: Table }> = {
  async listAccesses({ table }, request) {
    const { customerId } = await visibleCustomer(table, request.principal, request.query.customer);
    const shown = { sees: maySee, view: (access: Access) => access };
    return { status: 200, body: await page(table, accessesTo(customerId), request, shown) };
  },
};
