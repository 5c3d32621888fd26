import * as z from 'zod';
import { templateNames } from './templates/models.ts';

export const channels = ['email', 'sms'] as const;
export const statuses = ['PENDING', 'SENDING', 'SENT', 'DELIVERED', 'BOUNCED', 'FAILED', 'UNCERTAIN'] as const;

/** A message of the ledger as a customer and staff see it: what was said and what became of it, not where it went. */
export const notification = z
  .object({
    messageId: z.string(),
    caseId: z.string(),
    channel: z.enum(channels),
    template: z.enum(templateNames),
    class: z.literal('service').meta({ description: 'Service and legal notices do not depend on marketing consent' }),
    language: z.enum(['zh-CN', 'en']),
    status: z.enum(statuses).meta({
      description: 'UNCERTAIN: it may have been sent; it is not sent again and waits for the provider to tell',
    }),
    reason: z.string().optional().meta({ description: 'Why it failed, bounced or is uncertain, as a code' }),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().optional(),
    settledAt: z.iso.datetime().optional().meta({ description: 'When it was delivered, bounced or failed' }),
    subject: z.string().optional().meta({ description: 'Of an email' }),
    text: z.string().optional().meta({ description: 'What the customer reads, without markup' }),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof notification>;
