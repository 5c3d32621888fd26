import { parseJsonBody } from '../platform/http/request.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError } from '../platform/problems.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { takeAnswer } from './answers/answering.ts';
import { anyNotice, isKnown, keepUnknown, type PaymentNotice, paymentNotice, saidBy, seen } from './answers/notice.ts';
import type { VerifyNotice } from './answers/notice-verifier.ts';
import { notices, payments } from './payment-store.ts';
import { says } from './payment-wordings.ts';
import type { routes } from './routes.ts';

const received = { status: 200, body: { received: true } };

export const handlers: Handlers<typeof routes, { table: Table; verifyNotice: VerifyNotice }> = {
  async receivePaymentNotice({ table, verifyNotice }, { body, headers, now }) {
    await verifyNotice(body, headers['x-careline-signature'], now);
    const notice = parseJsonBody(anyNotice, body);
    if (await notices.get(table, notice.id)) return received;
    if (!isKnown(notice)) return { ...received, writes: keepUnknown(notice, now) };
    return { ...received, writes: await take(table, parseJsonBody(paymentNotice, body), now) };
  },
};

async function take(table: Table, notice: PaymentNotice, now: Date): Promise<Write[]> {
  const payment = await payments.get(table, notice.orderId);
  if (!payment) throw new DomainError('not-found', says.noOrder);
  const writes = await takeAnswer(table, payment, saidBy(notice, now), now);
  return writes.length > 0 ? [...writes, seen(notice, now)] : [];
}
