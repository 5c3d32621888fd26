import type { z } from 'zod';
import type { Customer } from '../customers/customer.ts';
import { derivedId } from '../platform/ids.ts';
import type { Language } from '../platform/problems.ts';
import type { Write } from '../platform/record/table.ts';
import type { channels, statuses } from './message-schemas.ts';
import { createMessage } from './message-store.ts';
import { type ModelInput, models, type TemplateName } from './templates/models.ts';

export type Channel = (typeof channels)[number];
export type Status = (typeof statuses)[number];

/**
 * One message to one address, as the ledger keeps it. `PENDING → SENDING → SENT → DELIVERED | BOUNCED | FAILED | UNCERTAIN`:
 * the providers take no idempotency token, so what may have been sent is UNCERTAIN and never sent again.
 */
export interface Message {
  readonly messageId: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly caseId: string;
  readonly channel: Channel;
  /** An email address or an E.164 number. */
  readonly to: string;
  readonly name: string;
  readonly language: Language;
  readonly template: TemplateName;
  /** The template's model; it is rendered when it is sent and when it is shown. */
  readonly model: unknown;
  readonly status: Status;
  /** How often it was handed to the provider or tried to be. */
  readonly attempts: number;
  readonly providerMessageId?: string;
  readonly reason?: string;
  /** A transient bounce may yet be followed by a delivery, a permanent one may not. */
  readonly bounce?: 'permanent' | 'transient';
  readonly sentAt?: string;
  /** When it was delivered, bounced or failed. */
  readonly settledAt?: string;
  /** When the recipient marked it as spam. */
  readonly complainedAt?: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Whom a message can be written to. */
export type Recipient = Pick<Customer, 'customerId' | 'branchId' | 'name' | 'language' | 'email' | 'phone'>;

/** What a customer is to be told; `key` tells two occasions of the same template in one case apart, such as the case's version. */
export interface Notice<Name extends TemplateName> {
  readonly customer: Recipient;
  readonly template: Name;
  readonly model: ModelInput<Name>;
  readonly caseId: string;
  readonly key: string;
  readonly now: Date;
}

/**
 * The ledger writes of a notice, one PENDING message for each channel the customer can be reached by; none when there is
 * no address. Put them into the transaction of the change they tell of: the stream sends them. Their ids derive from case,
 * template, key and channel, so the same notice cannot be written twice: a transaction that repeats one conflicts.
 */
export function messageWrites<Name extends TemplateName>(notice: Notice<Name>): Write[] {
  const { customer } = notice;
  const model = (models[notice.template] as z.ZodType).parse(notice.model);
  const addresses: [Channel, string | undefined][] = [
    ['email', customer.email],
    ['sms', customer.phone],
  ];
  return addresses.flatMap(([channel, to]) => (to ? [createMessage(pending(notice, model, channel, to))] : []));
}

function pending(
  { customer, template, caseId, key, now }: Notice<TemplateName>,
  model: unknown,
  channel: Channel,
  to: string,
): Message {
  return {
    messageId: derivedId('msg', caseId, template, key, channel),
    customerId: customer.customerId,
    branchId: customer.branchId,
    caseId,
    channel,
    to,
    name: customer.name,
    language: customer.language,
    template,
    model,
    status: 'PENDING',
    attempts: 0,
    version: 1,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}
