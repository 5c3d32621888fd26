import * as z from 'zod';
import { decideAndCommit } from '../platform/record/commit.ts';
import { duePlace } from '../platform/record/due.ts';
import { entity, type List } from '../platform/record/entity.ts';
import type { Range, Table, Write } from '../platform/record/table.ts';
import { isUntold, type Message, messageSchema, newsForClocks } from './message.ts';

export const messages = entity({
  type: 'message',
  schema: messageSchema,
  id: ({ messageId }) => messageId,
  indexes: (message) => ({
    GSI1: [recipientPartition(message), `${message.createdAt}#${message.messageId}`],
    GSI2: duePlace(message.messageId, isUntold(message) || newsForClocks(message) ? message.updatedAt : undefined),
  }),
});

/** The id by which SES knows an email, which its events name. Nobody tells of texts, so none is kept for them. */
const providerMessages = entity({
  type: 'provider-message',
  schema: z.object({ providerMessageId: z.string(), messageId: z.string(), createdAt: z.iso.datetime() }),
  id: ({ providerMessageId }) => providerMessageId,
});

/** Our id of the email that SES knows by its own. */
export async function messageIdOf(table: Table, providerMessageId: string): Promise<string | undefined> {
  return (await providerMessages.get(table, providerMessageId))?.messageId;
}

/** A customer's messages, newest first. */
export function messagesOf(customerId: string): List<Message> {
  return messages.list({ index: 'GSI1', partition: recipientPartition({ customerId }), newestFirst: true });
}

/** What a customer was told about a case, newest first: nothing older than the case is read. */
export async function messagesOfCase(
  table: Table,
  { customerId, caseId, since }: { readonly customerId: string; readonly caseId: string; readonly since: string },
): Promise<Message[]> {
  const { range, parse } = messagesOf(customerId);
  const found: Message[] = [];
  let after: Range['after'];
  do {
    const { items, last } = await table.query({ ...range, ...(after && { after }) });
    const read = items.map(parse);
    found.push(...read.filter((message) => message.caseId === caseId));
    after = read.some(({ createdAt }) => createdAt < since) ? undefined : last;
  } while (after);
  return found;
}

/**
 * Changes a message as it is now, in one transaction, and again on what somebody else wrote first; a change that gives the
 * same message back writes nothing, nor what goes with it (`also`). Returns the message after it, or undefined when there is none.
 */
export async function changeMessage(
  table: Table,
  messageId: string,
  change: (message: Message) => Message,
  now: Date,
  also: (message: Message) => readonly Write[] = () => [],
): Promise<Message | undefined> {
  const decide = async (): Promise<{ after: Message | undefined; writes?: Write[] }> => {
    const before = await messages.get(table, messageId);
    const changed = before && change(before);
    if (!before || !changed || changed === before) return { after: before };
    const { after, writes } = replaceMessage(before, changed, now);
    return { after, writes: [...writes, ...also(after)] };
  };
  return (await decideAndCommit(table, decide)).after;
}

/** A changed message and its writes. With the first knowledge of SES's id goes what finds the message by it. */
export function replaceMessage(before: Message, changed: Message, now: Date): { after: Message; writes: Write[] } {
  const { after, write } = messages.replace(before, changed, now);
  const { channel, providerMessageId, messageId, updatedAt: createdAt } = after;
  const isNews = channel === 'email' && before.providerMessageId !== providerMessageId;
  const found =
    isNews && providerMessageId ? [providerMessages.create({ providerMessageId, messageId, createdAt })] : [];
  return { after, writes: [write, ...found] };
}

function recipientPartition({ customerId, staffId }: Pick<Message, 'customerId' | 'staffId'>): string {
  return customerId === undefined ? `STAFF#${staffId}#MESSAGES` : `CUSTOMER#${customerId}#MESSAGES`;
}
