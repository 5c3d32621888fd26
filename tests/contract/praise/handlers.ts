import { visibleCustomer } from '../customers/visible-customer.ts';
import { messageWrites } from '../notifications/notice.ts';
import type { Handlers } from '../platform/http/route.ts';
import { derivedId } from '../platform/ids.ts';
import { DomainError } from '../platform/problems.ts';
import { begun } from '../platform/record/entity.ts';
import type { Table } from '../platform/record/table.ts';
import { problems } from './praise-problems.ts';
import { praises } from './praise-store.ts';
import { says } from './praise-wordings.ts';
import type { routes } from './routes.ts';

export const handlers: Handlers<typeof routes, { table: Table }> = {
  async notePraise({ table }, { body, principal, now }) {
    const customer = await visibleCustomer(table, principal, body.customerId);
    const praiseId = derivedId('prs', body.customerId, now.toISOString().slice(0, 10));
    if (await praises.get(table, praiseId)) throw new DomainError(problems.enough, says.enough);
    const praise = { ...body, praiseId, ...begun(now) };
    const model = { reference: praiseId };
    const { branchId } = customer;
    const thanks = messageWrites({
      customer,
      template: 'praise-thanks',
      model,
      caseId: praiseId,
      branchId,
      key: '1',
      now,
    });
    return { status: 201, body: praise, writes: [praises.create(praise), ...thanks] };
  },
};
