import type { Wordings } from '../platform/wording.ts';

export const says = {
  noOrder: { en: 'There is no such order', 'zh-CN': '该付款指令不存在' },
  noSignature: {
    en: 'x-careline-signature is missing or not of the form t=…,v1=…',
    'zh-CN': '缺少 x-careline-signature，或其格式不是 t=…,v1=…',
  },
  wrongSignature: { en: 'The signature does not fit the body', 'zh-CN': '签名与请求体不符' },
  oldSignature: { en: 'The signature is too old, or from the future', 'zh-CN': '签名时间已过期或晚于当前时间' },
} as const satisfies Wordings;
