import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import { AwsError, notImplemented } from './aws-error.ts';
import { parseInput } from './input.ts';
import type { Outbox } from './outbox.ts';
import { byAction, type ServiceCall, type ServiceHandler } from './services.ts';

/** Text messages. Topics are not supported: the product publishes its events on EventBridge. */
export function smsService(clock: VirtualClock, outbox: Outbox): ServiceHandler {
  return byAction({
    Publish: async ({ input }: ServiceCall) => {
      if (input.PhoneNumber === undefined) throw notImplemented('sns', 'Publish to a topic');
      const { PhoneNumber, Message, MessageAttributes } = parseInput(publishInput, input, 'InvalidParameter');
      if (!E164.test(PhoneNumber))
        throw new AwsError(
          'InvalidParameter',
          `Invalid parameter: PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`,
        );
      const id = randomUUID();
      outbox.add({
        id,
        channel: 'sms',
        to: PhoneNumber,
        from: MessageAttributes['AWS.SNS.SMS.SenderID']?.StringValue ?? 'SMS',
        text: Message,
        sentAt: new Date(clock.now()).toISOString(),
      });
      return { MessageId: id };
    },
  });
}

/** The numbers that SNS takes: E.164, at most 15 digits. */
const E164 = /^\+[1-9]\d{1,14}$/;

const publishInput = z.object({
  PhoneNumber: z.string(),
  // 1,600 characters is the most that SNS sends as one text (Publish, parameter Message).
  Message: z.string().min(1).max(1600),
  MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string().optional() })).default({}),
});
