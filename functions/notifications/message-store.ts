import { decideAndCommit } from '../platform/record/commit.ts';
import { entityOf } from '../platform/record/entity.ts';
import type { Item, Key, Range, Table, Write } from '../platform/record/table.ts';
import type { Message } from './message.ts';

export async function getMessage(table: Table, messageId: string): Promise<Message | undefined> {
  const item = await table.get(keyOf(messageId));
  return item && toMessage(item);
}

export function toMessage(item: Item): Message {
  return entityOf<Message>(item);
}

/** The message that a provider knows by its own id. */
export async function getByProviderId(table: Table, providerMessageId: string): Promise<Message | undefined> {
  const found = await table.get(providerKey(providerMessageId));
  return found && getMessage(table, String(found.messageId));
}

/** A customer's messages, newest first. */
export function messagesOf(customerId: string): Range {
  return { index: 'GSI1', partition: customerPartition(customerId), newestFirst: true };
}

export function createMessage(message: Message): Write {
  return { create: toItem(message) };
}

/**
 * Changes a message as it is now, in one transaction, and again on what somebody else wrote first; a change that gives the
 * same message back writes nothing. Returns the message after it, or undefined when there is none.
 */
export async function changeMessage(
  table: Table,
  messageId: string,
  change: (message: Message) => Message,
): Promise<Message | undefined> {
  const { after } = await decideAndCommit(table, async () => {
    const before = await getMessage(table, messageId);
    const after = before && change(before);
    return { after, writes: before && after && after !== before ? replaceMessage(before, after) : [] };
  });
  return after;
}

/** The writes of a changed message. With the first knowledge of the provider's id goes the item that finds the message by it. */
export function replaceMessage(before: Message, after: Message): Write[] {
  const replaced: Write = { replace: toItem(after), read: before.version };
  const { providerMessageId, messageId, updatedAt } = after;
  if (!providerMessageId || before.providerMessageId === providerMessageId) return [replaced];
  const lookup = { ...providerKey(providerMessageId), entity: 'provider-message', messageId, createdAt: updatedAt };
  return [replaced, { create: lookup }];
}

function toItem(message: Message): Item {
  return {
    ...keyOf(message.messageId),
    GSI1PK: customerPartition(message.customerId),
    GSI1SK: `${message.createdAt}#${message.messageId}`,
    entity: 'message',
    ...message,
  };
}

function keyOf(messageId: string): Key {
  return { PK: `MESSAGE#${messageId}`, SK: 'MESSAGE' };
}

function providerKey(providerMessageId: string): Key {
  return { PK: `PROVIDER_MESSAGE#${providerMessageId}`, SK: 'PROVIDER_MESSAGE' };
}

function customerPartition(customerId: string): string {
  return `CUSTOMER#${customerId}#MESSAGES`;
}
