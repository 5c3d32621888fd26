import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  noOrder: { en: 'There is no such order', 'zh-CN': '该付款指令不存在' },
  noSignature: {
    en: 'x-careline-signature is missing or not of the form t=…,v1=…',
    'zh-CN': '缺少 x-careline-signature，或其格式不是 t=…,v1=…',
  },
  wrongSignature: { en: 'The signature does not fit the body', 'zh-CN': '签名与请求体不符' },
  oldSignature: { en: 'The signature is too old, or from the future', 'zh-CN': '签名时间已过期或晚于当前时间' },
  nothingToWaitFor: {
    en: 'Only an order that was not answered can be waited for',
    'zh-CN': '只有尚未答复的付款指令才能继续等待',
  },
  recoveryBefore: { en: 'Money of this order is being recovered already', 'zh-CN': '该付款指令已在追款' },
  recoverNothing: { en: 'Give an amount above zero', 'zh-CN': '金额须大于零' },
  orderCurrency: (currency: Filling) => ({
    en: `The order was in ${currency}`,
    'zh-CN': `该付款指令的币种为 ${currency}`,
  }),
  recoverAtMost: (amount: Filling, currency: Filling) => ({
    en: `No more than ${amount} ${currency} minor units can come back`,
    'zh-CN': `可追回金额不超过 ${amount}（${currency}，最小货币单位）`,
  }),
} as const satisfies Wordings;
