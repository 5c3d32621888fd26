import type { Input } from '../services.ts';
import { digestAttributes, md5 } from './digest.ts';
import type { SqsInput } from './inputs.ts';
import type { Message } from './messages.ts';

/** A message as ReceiveMessage answers it: only the attributes that were asked for are told. */
export function describe(message: Message, receiptHandle: string, input: SqsInput<'ReceiveMessage'>): Input {
  const system: Record<string, string> = {
    SenderId: message.senderId,
    SentTimestamp: String(Math.round(message.sentAt)),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(Math.round(message.firstReceivedAt ?? message.sentAt)),
  };
  const attributes = pick(system, [...input.AttributeNames, ...input.MessageSystemAttributeNames]);
  const messageAttributes = pick(message.attributes, input.MessageAttributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(Object.keys(messageAttributes).length > 0 && {
      MessageAttributes: messageAttributes,
      MD5OfMessageAttributes: digestAttributes(messageAttributes),
    }),
  };
}

/** `All` and `.*` name all, `prefix.*` those with a prefix. */
function pick<T>(values: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  const wanted = (key: string) =>
    names.some((name) => name === 'All' || name === key || (name.endsWith('.*') && key.startsWith(name.slice(0, -2))));
  return Object.fromEntries(Object.entries(values).filter(([key]) => wanted(key)));
}
