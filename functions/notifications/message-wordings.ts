import type { Wordings } from '../platform/wording.ts';
import type { Status } from './message.ts';

const statuses: Readonly<Record<Status, string>> = {
  PENDING: '待发送',
  SENDING: '发送中',
  SENT: '已发送',
  DELIVERED: '已送达',
  BOUNCED: '被退回',
  FAILED: '发送失败',
  UNCERTAIN: '发送结果不明',
};

export const says = {
  notPending: (status: Status) => ({ en: `The message is ${status}`, 'zh-CN': `消息状态为“${statuses[status]}”` }),
} as const satisfies Wordings;
