import type { z } from 'zod';
import type { Customer } from '../customers/customer.ts';
import { letters, type ModelInput, type TemplateName } from '../letters.ts';
import type { StaffMember } from '../organisation/staff/staff-member.ts';
import { derivedId } from '../platform/ids.ts';
import { begun } from '../platform/record/entity.ts';
import type { Write } from '../platform/record/table.ts';
import type { Channel, Message } from './message.ts';
import { messages } from './message-store.ts';

/** Whom a message can be written to. */
export type Recipient = Pick<Customer, 'customerId' | 'name' | 'language' | 'email' | 'phone'>;

/** What a customer is to be told; `key` tells two occasions of the same template in one case apart, such as the case's version. */
export interface Notice<Name extends TemplateName> {
  readonly customer: Recipient;
  readonly template: Name;
  readonly model: ModelInput<Name>;
  readonly caseId: string;
  /** The branch of the case: who may know of the one may know of what was said about it. */
  readonly branchId: string;
  readonly key: string;
  readonly now: Date;
}

/**
 * The ledger writes of a notice, one PENDING message for each channel of its template that the customer can be reached
 * by; none when there is no address. Put them into the transaction of the change they tell of: the stream sends them. Their ids derive from case,
 * template, key and channel, so the same notice cannot be written twice: a transaction that repeats one conflicts.
 */
export function messageWrites<Name extends TemplateName>(notice: Notice<Name>): Write[] {
  const { customer } = notice;
  const { model: schema, bySms }: { model: z.ZodType; bySms: boolean } = letters[notice.template];
  const model = schema.parse(notice.model);
  const addresses: [Channel, string | undefined][] = [
    ['email', customer.email],
    ['sms', bySms ? customer.phone : undefined],
  ];
  return addresses.flatMap(([channel, to]) => (to ? [messages.create(pending(notice, model, channel, to))] : []));
}

function pending(
  { customer, template, caseId, branchId, key, now }: Notice<TemplateName>,
  model: unknown,
  channel: Channel,
  to: string,
): Message {
  return {
    messageId: derivedId('msg', caseId, template, key, channel),
    customerId: customer.customerId,
    branchId,
    caseId,
    channel,
    to,
    name: customer.name,
    language: customer.language,
    template,
    model,
    status: 'PENDING',
    attempts: 0,
    ...begun(now),
  };
}

/** What somebody of the staff is to be told by email. */
export interface StaffNotice<Name extends TemplateName> {
  readonly member: Pick<StaffMember, 'staffId' | 'name' | 'email' | 'branchId'>;
  readonly template: Name;
  readonly model: ModelInput<Name>;
  readonly key: string;
  readonly now: Date;
}

/** The ledger write of a notice to staff, which is once for its key; none where they have no address. */
export function staffMessage<Name extends TemplateName>(notice: StaffNotice<Name>): Write[] {
  const { member, template, key, now } = notice;
  const { staffId, name, email, branchId } = member;
  if (email === undefined) return [];
  const schema: z.ZodType = letters[template].model;
  const message = { staffId, branchId, channel: 'email', to: email, name, language: 'zh-CN', template } as const;
  const model = schema.parse(notice.model);
  const messageId = derivedId('msg', staffId, template, key);
  return [messages.create({ messageId, ...message, model, status: 'PENDING', attempts: 0, ...begun(now) })];
}
