import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import { notImplemented } from './aws-error.ts';
import { readInput } from './input.ts';
import type { Outbox } from './outbox.ts';
import { byAction, type ServiceHandler } from './services.ts';
import { smsParts } from './sms-parts.ts';

/** Text messages. Topics are not supported: what is to be published goes to EventBridge. */
export function smsService(clock: VirtualClock, outbox: Outbox): ServiceHandler {
  return byAction({
    Publish: async (call) => {
      if (call.input.PhoneNumber === undefined) throw notImplemented('sns', 'Publish to a topic');
      const { PhoneNumber, Message, MessageAttributes } = readInput(call, publishInput, 'InvalidParameter');
      const id = randomUUID();
      outbox.add({
        id,
        channel: 'sms',
        to: PhoneNumber,
        from: MessageAttributes['AWS.SNS.SMS.SenderID']?.StringValue ?? 'SMS',
        text: Message,
        parts: smsParts(Message),
        sentAt: new Date(clock.now()).toISOString(),
      });
      return { MessageId: id };
    },
  });
}

const attribute = z.strictObject({ DataType: z.string(), StringValue: z.string() }).optional();

/** What a text may be sent with ("Publishing SMS messages to a mobile phone"). */
const smsAttributes = z.strictObject({
  'AWS.SNS.SMS.SenderID': attribute,
  'AWS.SNS.SMS.SMSType': attribute,
  'AWS.SNS.SMS.MaxPrice': attribute,
  'AWS.MM.SMS.OriginationNumber': attribute,
  'AWS.MM.SMS.EntityId': attribute,
  'AWS.MM.SMS.TemplateId': attribute,
});

const publishInput = z.strictObject({
  PhoneNumber: z.string(),
  Message: z.string(),
  MessageAttributes: smsAttributes.default({}),
});
