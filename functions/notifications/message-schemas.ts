import * as z from 'zod';
import { templateNames } from '../letters.ts';
import { described } from '../platform/wording.ts';

export const channels = ['email', 'sms'] as const;
export const statuses = ['PENDING', 'SENDING', 'SENT', 'DELIVERED', 'BOUNCED', 'FAILED', 'UNCERTAIN'] as const;

/** A message of the ledger as a customer and staff see it: what was said and what became of it, not where it went. */
export const notification = z.lazy(() =>
  z
    .object({
      messageId: z.string(),
      caseId: z.string().optional(),
      channel: z.enum(channels),
      template: z.enum(templateNames),
      class: z.literal('service').meta({
        ...described({
          en: 'Service and legal notices do not depend on marketing consent',
          'zh-CN': '服务类与法定通知不受营销授权影响',
        }),
      }),
      language: z.enum(['zh-CN', 'en']),
      status: z.enum(statuses).meta({
        ...described({
          en: 'UNCERTAIN: it may have been sent; it is not sent again and waits for the provider to tell',
          'zh-CN': 'UNCERTAIN：可能已发出；不再重发，等待服务商反馈',
        }),
      }),
      reason: z
        .string()
        .optional()
        .meta({
          ...described({
            en: 'Why it failed, bounced or is uncertain, as a code',
            'zh-CN': '发送失败、被退回或结果不明的原因代码',
          }),
        }),
      createdAt: z.iso.datetime(),
      sentAt: z.iso.datetime().optional(),
      settledAt: z.iso
        .datetime()
        .optional()
        .meta({ ...described({ en: 'When it was delivered, bounced or failed', 'zh-CN': '送达、退回或失败的时间' }) }),
      subject: z
        .string()
        .optional()
        .meta({ ...described({ en: 'Of an email', 'zh-CN': '仅用于电子邮件' }) }),
      text: z
        .string()
        .optional()
        .meta({ ...described({ en: 'What the customer reads, without markup', 'zh-CN': '客户所见内容（纯文本）' }) }),
    })
    .meta({ id: 'Notification' }),
);
export type Notification = z.infer<typeof notification>;
