import * as z from 'zod';
import { findingWrite } from '../../cases/finding/finding.ts';
import { instant } from '../../platform/instant.ts';
import { money } from '../../platform/money.ts';
import type { Write } from '../../platform/record/table.ts';
import { described } from '../../platform/wording.ts';
import type { Told } from '../payment.ts';
import { notices } from '../payment-store.ts';

const DAY = 86_400_000;
/** Far longer than a signature is valid, so that a replayed notice meets one or the other. */
const REMEMBERED = DAY;
/** A year: time enough to find out what a notice meant that nobody knew. */
const KEPT = 366 * DAY;

/** Each type of notice, and what it says of its order. */
const types = {
  'payment.paid': 'paid',
  'payment.failed': 'failed',
  'payment.returned': 'returned',
  'payment.reversed': 'reversed',
} as const satisfies Record<string, Told['type']>;

const id = z.string().min(1).max(100);

/** What the provider tells of an order; `id` is the notice's own. */
export const paymentNotice = z
  .object({
    id,
    type: z.enum(['payment.paid', 'payment.failed', 'payment.returned', 'payment.reversed']).meta({
      ...described({
        en: 'returned: the bank has sent the money back; reversed: the provider has taken it back. A type that is not on this list is kept and shown to ops',
        'zh-CN': 'returned：银行退汇；reversed：服务商撤回。未列出的类型会留存并提示运维人员',
      }),
    }),
    orderId: id,
    providerReference: id,
    amount: money.optional(),
    paidAt: instant.optional(),
    reason: z.string().max(300).optional(),
  })
  .meta({ id: 'PaymentNotice' });
export type PaymentNotice = z.output<typeof paymentNotice>;

/** A notice of whatever type. */
export const anyNotice = z.looseObject({ id, type: z.string().min(1).max(100), orderId: id.optional() });

/** Whether it is a type of notice that tells of an order. */
export function isKnown({ type }: z.output<typeof anyNotice>): boolean {
  return Object.hasOwn(types, type);
}

/** What a notice says of its order. */
export function saidBy({ id: noticeId, type, orderId, ...said }: PaymentNotice, now: Date): Told {
  return { ...said, type: types[type], noticeId, at: now.toISOString() };
}

/** A notice that has had its effect. */
export function seen({ id: noticeId }: PaymentNotice, now: Date): Write {
  return notices.create({ noticeId, expiresAt: new Date(now.getTime() + REMEMBERED).toISOString() });
}

/** A notice of a type that nobody knows: kept as it came, and shown to ops. */
export function keepUnknown(notice: z.output<typeof anyNotice>, now: Date): Write[] {
  const { id: noticeId, type, orderId } = notice;
  const expiresAt = new Date(now.getTime() + KEPT).toISOString();
  const found = { kind: 'notice-unknown', action: 'none', caseType: 'payment', reference: type } as const;
  return [
    notices.create({ noticeId, expiresAt, body: JSON.stringify(notice) }),
    findingWrite({ ...found, caseId: orderId ?? noticeId, foundAt: now.toISOString() }),
  ];
}
