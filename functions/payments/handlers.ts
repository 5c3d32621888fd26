import { chainOfCase } from '../chains.ts';
import { parseJsonBody } from '../platform/http/request.ts';
import type { Handlers } from '../platform/http/route.ts';
import { logger } from '../platform/observability.ts';
import { DomainError } from '../platform/problems.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import type { VerifyNotice } from './notice-verifier.ts';
import { contradicted, failed, paid } from './payment.ts';
import { changePayment, notices, payments } from './payment-store.ts';
import { says } from './payment-wordings.ts';
import { paymentNotice, type routes } from './routes.ts';

const provider: Actor = { sub: 'payment-provider', name: 'Payment provider' };
const received = { status: 200, body: { received: true } };

/** A day (milliseconds): far longer than a signature is valid, so that a replayed notice meets one or the other. */
const REMEMBERED = 86_400_000;

export const handlers: Handlers<typeof routes, { table: Table; verifyNotice: VerifyNotice }> = {
  async receivePaymentNotice({ table, verifyNotice }, { body, headers, now }) {
    await verifyNotice(body, headers['x-careline-signature'], now);
    const notice = parseJsonBody(paymentNotice, body);
    if (await notices.get(table, notice.id)) return received;
    const payment = await payments.get(table, notice.orderId);
    if (!payment) throw new DomainError('not-found', says.noOrder);
    const target = notice.type === 'payment.paid' ? 'PAID' : 'FAILED';
    if (payment.status === target) return received;
    const expiresAt = new Date(now.getTime() + REMEMBERED).toISOString();
    const seen = notices.create({ noticeId: notice.id, expiresAt });
    if (payment.status !== 'ORDERED') {
      logger.error('A notice contradicts what an order had come to', { orderId: notice.orderId, notice: notice.id });
      const { writes } = changePayment(payment, contradicted(payment, notice.id), 'contradicted', provider, now);
      return { ...received, writes: [...writes, seen] };
    }
    const answered =
      target === 'PAID'
        ? paid(payment, notice.providerReference, notice.paidAt ?? now.toISOString())
        : failed(payment, notice.reason ?? 'not stated');
    const { writes } = changePayment(payment, answered, target.toLowerCase(), provider, now);
    const stirred = await chainOfCase(payment.caseId).stir(table, payment.caseId, now);
    return { ...received, writes: [...writes, seen, ...stirred] };
  },
};
