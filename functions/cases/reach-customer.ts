import * as z from 'zod';
import { templateNames } from '../letters.ts';
import { channels } from '../notifications/message-schemas.ts';
import { lines } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
import type { FollowUp } from '../tasks/follow-up.ts';
import type { Case, CaseType } from './case.ts';

export const reachKind = 'reach-customer';

/** Why a notice that wants an answer may not have been read. */
export const unreached = ['no-address', 'bounced', 'failed', 'silent'] as const;

const facts = z.lazy(() =>
  z
    .object({
      template: z.enum(templateNames),
      why: z.enum(unreached).meta({
        ...described({
          en: 'no-address: the customer has neither email nor telephone; bounced, failed: the message came back or was never sent; silent: the customer was reminded and has not answered',
          'zh-CN':
            'no-address：客户未留邮箱和电话；bounced、failed：消息被退回或未能发出；silent：多次提醒后客户仍未答复',
        }),
      }),
      name: z.string(),
      channel: z.enum(channels).optional(),
      reason: z.string().optional(),
      /** Where else the customer may be reached. */
      email: z.string().optional(),
      phone: z.string().optional(),
    })
    .meta({ id: 'ReachCustomerFacts' }),
);

const decision = z.lazy(() =>
  z
    .discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('reached'),
        by: z.enum(['telephone', 'letter', 'visit', 'other']),
        note: lines(2000).optional(),
      }),
      z.strictObject({ outcome: z.literal('not-reached'), note: lines(2000) }),
    ])
    .meta({
      id: 'ReachCustomerDecision',
      ...described({
        en: 'The customer was told in another way, or could not be; silence is no consent',
        'zh-CN': '已通过其他方式告知客户，或未能联系上；客户未答复不视为同意',
      }),
    }),
);

type Reaching<C extends Case, R> = FollowUp<C, R, undefined, typeof facts, typeof decision>;

/** A notice that wants an answer has not reached its customer: somebody tells them another way. The same for every type of case. */
export function reachCustomer<C extends Case, R>({ outreach, handover }: CaseType<C, R>): Reaching<C, R> {
  const { queue, clock } = outreach ?? handover;
  return {
    kind: reachKind,
    clock,
    queue,
    deciders: queue.name === queue.escalatesTo ? [queue.name] : [queue.name, queue.escalatesTo],
    facts,
    decision,
    about: async () => undefined,
    decides: (_world, { outcome, note, ...how }) => ({ happened: `customer-${outcome}`, data: how, note }),
  };
}
