import * as z from 'zod';
import type { Receipt } from './transitions.ts';

const time = z.string().transform((value) => new Date(value).toISOString());
const mail = z.object({
  timestamp: time,
  messageId: z.string().min(1),
  tags: z.record(z.string(), z.array(z.string())).optional(),
});
const told = z.object({ timestamp: time });

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, as EventBridge carries it in `detail`. */
const sesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: told }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: told.extend({ bounceType: z.string(), bounceSubType: z.string().optional() }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: told.extend({ complaintSubType: z.string().nullish() }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string().optional() }) }),
  z.object({ eventType: z.literal('Rendering Failure'), mail }),
]);
type SesEvent = z.infer<typeof sesEvent>;

/** Opens, clicks, subscriptions and delays say nothing of where a message ended. */
const known = new Set<unknown>(sesEvent.options.map((option) => option.shape.eventType.value));

/** Which message an event is of, where it was tagged with our id, and what it proves. */
export interface Feedback {
  readonly messageId: string | undefined;
  readonly receipt: Receipt;
}

/**
 * Which message an SES event is of and what it proves: `messageId` is ours, by the tag that the message was sent with.
 * Undefined for kinds of event that end nothing; throws on one that is not of SES's shape.
 */
export function readFeedback(detail: unknown): Feedback | undefined {
  const { eventType } = z.object({ eventType: z.string() }).parse(detail);
  if (!known.has(eventType)) return undefined;
  const event = sesEvent.parse(detail);
  const { timestamp: acceptedAt, messageId: providerMessageId, tags } = event.mail;
  return {
    messageId: tags?.messageId?.[0],
    receipt: { providerMessageId, acceptedAt, ...proofOf(event) },
  };
}

function proofOf(event: SesEvent): Pick<Receipt, 'kind' | 'at' | 'reason'> {
  switch (event.eventType) {
    case 'Send':
      return { kind: 'accepted', at: event.mail.timestamp };
    case 'Delivery':
      return { kind: 'delivered', at: event.delivery.timestamp };
    case 'Complaint':
      // SES itself did not send: the address had complained before, and stands on the account's suppression list.
      return event.complaint.complaintSubType === 'OnAccountSuppressionList'
        ? { kind: 'bounced-permanent', at: event.complaint.timestamp, reason: 'OnAccountSuppressionList' }
        : { kind: 'complained', at: event.complaint.timestamp };
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp } = event.bounce;
      const kind = bounceType === 'Permanent' ? 'bounced-permanent' : 'bounced-transient';
      return { kind, at: timestamp, reason: bounceSubType ? `${bounceType}.${bounceSubType}` : bounceType };
    }
    case 'Reject':
      return { kind: 'rejected', at: event.mail.timestamp, reason: 'Reject' };
    case 'Rendering Failure':
      return { kind: 'rejected', at: event.mail.timestamp, reason: 'RenderingFailure' };
  }
}
