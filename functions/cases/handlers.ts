import { page, parts } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/route.ts';
import type { Table } from '../platform/record/table.ts';
import { findingsOf } from './finding/finding.ts';
import type { Finding } from './finding/finding-schemas.ts';
import type { routes } from './routes.ts';

export const handlers: Handlers<typeof routes, { table: Table }> = {
  async listFindings({ table }, request) {
    const { date = request.now.toISOString().slice(0, 10) } = request.query;
    // For roles that serve the whole company: the route names no other.
    const shown = { sees: parts, view: (found: Finding) => found };
    return { status: 200, body: await page(table, findingsOf(date), request, shown) };
  },
};
