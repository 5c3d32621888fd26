import { reachKind } from '../cases/reach-customer.ts';
import { chainOfCase } from '../chains.ts';
import { customers } from '../customers/customer-store.ts';
import { tellClocks } from '../deadlines/tell-clocks.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { isUntold, newsForClocks } from './message.ts';
import { messages } from './message-store.ts';

/**
 * What follows from what became of a message: the clocks of its case learn that it was sent off, or arrived; somebody tells a
 * customer another way of what one that came back, or was never sent, should have told. One that nobody must be told of by now
 * leaves the due index.
 */
export async function watchMessage(table: Table, messageId: string, now: Date): Promise<Write[]> {
  const message = await messages.get(table, messageId);
  if (!message) return [];
  if (newsForClocks(message)) return tellClocks(table, message, now);
  if (!isUntold(message)) return [messages.write(message, message.version)];
  const { customerId, caseId, template, channel, to, status, reason, name } = message;
  if (customerId === undefined || caseId === undefined) return [messages.write(message, message.version)];
  const customer = await customers.get(table, customerId);
  const other = (address: string | undefined) => (address === to ? undefined : address);
  const facts = {
    ...{ template, channel, reason, name },
    why: status === 'BOUNCED' ? 'bounced' : 'failed',
    email: other(customer?.email),
    phone: other(customer?.phone),
  };
  const occasion = { facts, key: messageId, happened: 'customer-untold', data: { template, channel } };
  const { writes } = await chainOfCase(caseId).followUp(table, caseId, reachKind, occasion, now);
  return [messages.replace(message, { ...message, followedUp: true }, now).write, ...writes];
}
