import { randomUUID } from 'node:crypto';
import type { Input } from './services.ts';

/** How long mail takes, on the virtual clock. */
const DELIVERY_MS = 500;

/** What became of a mail, and when SES tells so. */
export interface MailEvent {
  readonly type: 'SEND' | 'DELIVERY' | 'BOUNCE' | 'COMPLAINT';
  /** Milliseconds after the mail was sent. */
  readonly after: number;
  readonly detailType: string;
  readonly detail: (at: string) => Input;
}

/** The events of a mail in order; shapes as SES sends them to EventBridge ("Monitoring using Amazon EventBridge"). */
export function eventsOf(mail: Input, recipients: readonly string[]): MailEvent[] {
  const events: MailEvent[] = [
    { type: 'SEND', after: 0, detailType: 'Email Sent', detail: () => ({ eventType: 'Send', mail, send: {} }) },
  ];
  const of = (fate: Fate) => recipients.filter((recipient) => fateOf(recipient) === fate);
  const [bounced, complained] = [of('bounce'), of('complaint')];
  const delivered = [...of('delivery'), ...complained];
  if (delivered.length > 0) events.push(delivery(mail, delivered));
  if (bounced.length > 0) events.push(bounce(mail, bounced));
  if (complained.length > 0) events.push(complaint(mail, complained));
  return events;
}

function delivery(mail: Input, recipients: string[]): MailEvent {
  return {
    type: 'DELIVERY',
    after: DELIVERY_MS,
    detailType: 'Email Delivered',
    detail: (timestamp) => ({
      eventType: 'Delivery',
      mail,
      delivery: {
        timestamp,
        processingTimeMillis: DELIVERY_MS,
        recipients,
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'sandbox.smtp-out.amazonses.com',
      },
    }),
  };
}

function bounce(mail: Input, recipients: string[]): MailEvent {
  return {
    type: 'BOUNCE',
    after: DELIVERY_MS,
    detailType: 'Email Bounced',
    detail: (timestamp) => ({
      eventType: 'Bounce',
      mail,
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: recipients.map((emailAddress) => ({
          emailAddress,
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        })),
        timestamp,
        feedbackId: randomUUID(),
        reportingMTA: 'dsn; sandbox.smtp-out.amazonses.com',
      },
    }),
  };
}

function complaint(mail: Input, recipients: string[]): MailEvent {
  return {
    type: 'COMPLAINT',
    after: 2 * DELIVERY_MS,
    detailType: 'Email Complaint Received',
    detail: (timestamp) => ({
      eventType: 'Complaint',
      mail,
      complaint: {
        complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
        timestamp,
        feedbackId: randomUUID(),
        complaintFeedbackType: 'abuse',
      },
    }),
  };
}

type Fate = 'delivery' | 'bounce' | 'complaint';

/** The mailbox simulator: `bounce@`, `complaint@` and `suppressionlist@simulator.amazonses.com`, with or without a label. */
function fateOf(address: string): Fate {
  const [, local] = /(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com>?$/i.exec(address) ?? [];
  if (local === 'bounce' || local === 'suppressionlist') return 'bounce';
  return local === 'complaint' ? 'complaint' : 'delivery';
}
