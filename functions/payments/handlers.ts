import { chainOfCase } from '../chains.ts';
import { parseJsonBody } from '../platform/http/request.ts';
import type { Handlers } from '../platform/http/route.ts';
import { logger } from '../platform/observability.ts';
import { DomainError } from '../platform/problems.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { contradicted, failed, paid } from './payment.ts';
import { getPayment, isNoticeSeen, noticeSeen, paymentEvent, replacePayment } from './payment-store.ts';
import { says } from './payment-wordings.ts';
import { paymentNotice, type routes } from './routes.ts';
import { verify } from './signature.ts';

const provider: Actor = { sub: 'payment-provider', name: 'Payment provider' };
const received = { status: 200, body: { received: true } };

/** A day: far longer than a signature is valid, so that a replayed notice meets one or the other. */
const REMEMBERED_SECONDS = 86_400;

export const handlers: Handlers<typeof routes, { table: Table; webhookSecret: () => Promise<string> }> = {
  async receivePaymentNotice({ table, webhookSecret }, { body, headers, now }) {
    verify(await webhookSecret(), body, headers['x-careline-signature'], now);
    const notice = parseJsonBody(paymentNotice, body);
    if (await isNoticeSeen(table, notice.id)) return received;
    const payment = await getPayment(table, notice.orderId);
    if (!payment) throw new DomainError('not-found', says.noOrder);
    const target = notice.type === 'payment.paid' ? 'PAID' : 'FAILED';
    if (payment.status === target) return received;
    const seen = noticeSeen(notice.id, Math.floor(now.getTime() / 1000) + REMEMBERED_SECONDS);
    if (payment.status !== 'ORDERED') {
      logger.error('A notice contradicts a settled order', { orderId: notice.orderId, notice: notice.id });
      const noted = contradicted(payment, notice.id, now);
      return {
        ...received,
        writes: [replacePayment(noted, payment.version), paymentEvent(noted, 'contradicted', provider), seen],
      };
    }
    const settled =
      target === 'PAID'
        ? paid(payment, notice.providerReference, notice.paidAt ?? now.toISOString(), now)
        : failed(payment, notice.reason ?? 'not stated', now);
    return {
      ...received,
      writes: [
        replacePayment(settled, payment.version),
        paymentEvent(settled, target.toLowerCase(), provider),
        seen,
        ...(await chainOfCase(payment.caseId).stir(table, payment.caseId, now)),
      ],
    };
  },
};
