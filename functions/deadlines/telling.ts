import type { Message } from '../notifications/message.ts';
import type { Told } from './happening.ts';

/** What is proven of a message: nothing of one that was not sent. */
export function tellingOf(message: Message): Told[] {
  const { template, messageId, createdAt, sentAt, status, settledAt } = message;
  if (sentAt === undefined) return [];
  const receivedAt = status === 'DELIVERED' ? settledAt : undefined;
  return [{ letter: template, messageId, orderedAt: createdAt, dispatchedAt: sentAt, receivedAt }];
}
