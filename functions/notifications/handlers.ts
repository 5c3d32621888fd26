import { visibleCustomer } from '../customers/visible-customer.ts';
import { letters } from '../letters.ts';
import { maySee } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/route.ts';
import type { Table } from '../platform/record/table.ts';
import type { Message } from './message.ts';
import type { Notification } from './message-schemas.ts';
import { messagesOf } from './message-store.ts';
import { renderEmail, renderSms } from './render.ts';
import type { routes } from './routes.ts';

export const handlers: Handlers<typeof routes, { table: Table }> = {
  async listNotifications({ table }, request) {
    const { customerId } = request.params;
    await visibleCustomer(table, request.principal, customerId);
    const body = await page(table, messagesOf(customerId), request, { sees: maySee, view });
    return { status: 200, body, about: [customerId] };
  },
};

/** What was said and what became of it: neither the address nor the model, which may hold more than the text shows. */
function view(message: Message): Notification {
  const { messageId, caseId, channel, template, language, status, reason, createdAt, sentAt, settledAt } = message;
  return {
    messageId,
    caseId,
    channel,
    template,
    class: letters[template].class,
    language,
    status,
    reason,
    createdAt,
    sentAt,
    settledAt,
    ...contentOf(message),
  };
}

function contentOf(message: Message): { subject?: string | undefined; text?: string | undefined } {
  if (message.channel === 'sms') return { text: renderSms(message) };
  const { subject, text } = renderEmail(message) ?? {};
  return { subject, text };
}
