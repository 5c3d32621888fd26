import * as z from 'zod';
import { languages } from '../customers/customer.ts';
import { mustReach, type TemplateName, tellsClocks } from '../letters.ts';
import { versioned } from '../platform/record/entity.ts';
import { channels, statuses } from './message-schemas.ts';

export type Channel = (typeof channels)[number];
export type Status = (typeof statuses)[number];

/**
 * One message to one address, as the ledger keeps it. `PENDING → SENDING → SENT → DELIVERED | BOUNCED | FAILED | UNCERTAIN`:
 * the providers take no idempotency token, so what may have been sent is UNCERTAIN and never sent again.
 */
export const messageSchema = z.lazy(() =>
  z.object({
    ...versioned,
    messageId: z.string(),
    /** Whom it is for: a customer, about a case of theirs, or somebody of the staff. */
    customerId: z.string().optional(),
    staffId: z.string().optional(),
    branchId: z.string(),
    caseId: z.string().optional(),
    channel: z.enum(channels),
    /** An email address or an E.164 number. */
    to: z.string(),
    name: z.string(),
    language: z.enum(languages),
    /** Not looked up: a message may outlive its template. */
    template: z.custom<TemplateName>((name) => typeof name === 'string'),
    /** The template's model; it is rendered when it is sent and when it is shown. */
    model: z.unknown(),
    status: z.enum(statuses),
    /** How often it was handed to the provider or tried to be. */
    attempts: z.int(),
    providerMessageId: z.string().optional(),
    reason: z.string().optional(),
    /** A transient bounce may yet be followed by a delivery, a permanent one may not. */
    bounce: z.enum(['permanent', 'transient']).optional(),
    sentAt: z.string().optional(),
    /** When it was delivered, bounced or failed. */
    settledAt: z.string().optional(),
    /** Somebody was asked to tell the customer another way. */
    followedUp: z.literal(true).optional(),
    /** What of it the clocks of its case know already: that it was sent off, or that it arrived. */
    clocksTold: z.enum(['dispatch', 'receipt']).optional(),
    /** When the recipient marked it as spam. */
    complainedAt: z.string().optional(),
  }),
);
export type Message = Readonly<z.infer<typeof messageSchema>>;

/** Whether a message that must reach its customer has come back or was never sent, and nobody was asked yet to tell them. */
export function isUntold({ template, status, bounce, followedUp }: Message): boolean {
  const isOver = status === 'FAILED' || (status === 'BOUNCED' && bounce === 'permanent');
  return isOver && !followedUp && mustReach.has(template);
}

/** What the clocks of its case are to be told of a message, and have not been: that it was sent off, or that it arrived. */
export function newsForClocks({ template, status, sentAt, clocksTold }: Message): 'dispatch' | 'receipt' | undefined {
  if (!tellsClocks.has(template) || sentAt === undefined) return undefined;
  const news = status === 'DELIVERED' ? 'receipt' : 'dispatch';
  return clocksTold === news || clocksTold === 'receipt' ? undefined : news;
}
