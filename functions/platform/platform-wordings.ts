import type { Filling, Wording, Wordings } from './wording.ts';

export const says = {
  bodyTooLarge: { en: 'A body takes at most 1 MiB', 'zh-CN': '请求体最大为 1 MiB' },
  sendJson: { en: 'Send application/json', 'zh-CN': '请以 application/json 格式提交' },
  notJson: { en: 'The body is not JSON', 'zh-CN': '请求体不是有效的 JSON' },
  notUtf8: { en: 'The body is not UTF-8', 'zh-CN': '请求体不是 UTF-8 编码' },
  ifMatch: {
    en: 'If-Match takes an ETag as it was given, such as "3"',
    'zh-CN': 'If-Match 须为系统返回的 ETag 原值，例如 "3"',
  },
  idempotencyKey: {
    en: 'Idempotency-Key takes 1 to 255 visible ASCII characters',
    'zh-CN': 'Idempotency-Key 须为 1 至 255 个可见 ASCII 字符',
  },
  idempotencyKeyReused: {
    en: 'Use a new Idempotency-Key for a different request',
    'zh-CN': '不同的请求请使用新的 Idempotency-Key',
  },
  accessReason: {
    en: 'X-Access-Reason takes 1 to 200 characters, percent-encoded as UTF-8 where they are not ASCII',
    'zh-CN': 'X-Access-Reason 须为 1 至 200 个字符，非 ASCII 字符须按 UTF-8 百分号编码',
  },
  noRoute: { en: 'No such route', 'zh-CN': '接口不存在' },
  noToken: { en: 'A bearer token is needed', 'zh-CN': '须携带 Bearer 令牌' },
  noSubject: { en: 'The token names no subject', 'zh-CN': '令牌中缺少主体标识（sub）' },
  notOurToken: {
    en: 'The token is of another kind, or for another application: send the ID token of this one',
    'zh-CN': '令牌类型不符，或令牌并非签发给本应用：请携带本应用的 ID 令牌',
  },
  notYourRoute: (operationId: Filling) => ({
    en: `${operationId} is not open to your role`,
    'zh-CN': `您的角色无权调用 ${operationId}`,
  }),
  notFound: (record: Wording) => ({ en: `${record.en} not found`, 'zh-CN': `未找到该${record['zh-CN']}` }),
  stale: (stored: Filling, sent: Filling) => ({
    en: `The record is at version ${stored}, not ${sent}: read it again`,
    'zh-CN': `记录当前版本为 ${stored}，而非 ${sent}，请重新读取`,
  }),
  writtenFirst: { en: 'It was written by another request first', 'zh-CN': '该记录已由另一请求先行写入' },
  busyRecord: { en: 'Many requests are changing the same record', 'zh-CN': '同一记录的变更请求过多，请稍后重试' },
  busyTable: { en: 'The table is busy', 'zh-CN': '数据表繁忙，请稍后重试' },
  busy: { en: 'Too many requests right now', 'zh-CN': '当前请求过多，请稍后重试' },
  unexpected: { en: 'Unexpected error', 'zh-CN': '发生意外错误' },
  foreignCursor: { en: 'This cursor belongs to another list', 'zh-CN': '该游标属于另一个列表' },
  unknownField: { en: 'This field is not known', 'zh-CN': '未知字段' },
  wrongField: (pointer: Filling, detail: Wording) => ({
    en: `${pointer}: ${detail.en}`,
    'zh-CN': `字段 ${pointer}：${detail['zh-CN']}`,
  }),
  wrongFields: (count: Filling) => ({ en: `${count} fields are not valid`, 'zh-CN': `${count} 个字段无效` }),
  halfCharacter: {
    en: 'It holds half a character (a lone surrogate)',
    'zh-CN': '含有不完整的字符（孤立的代理项）',
  },
  controlCharacters: { en: 'It holds control characters', 'zh-CN': '含有控制字符' },
  empty: { en: 'It is empty', 'zh-CN': '不能为空' },
  tooLong: (max: Filling) => ({ en: `At most ${max} characters`, 'zh-CN': `最多 ${max} 个字符` }),
  instant: {
    en: 'An RFC 3339 time with an offset, such as 2026-03-01T00:00:00+08:00',
    'zh-CN': '须为带时区偏移的 RFC 3339 时间，例如 2026-03-01T00:00:00+08:00',
  },
  year: { en: 'A year from 1900 to 2199', 'zh-CN': '年份须在 1900 至 2199 之间' },
  account: {
    en: 'an account number: 5 to 34 digits and letters, with spaces or hyphens where you like',
    'zh-CN': '账号须为 5 至 34 位数字或字母，可含空格或连字符',
  },
  cardCheck: {
    en: 'The check digit of the card number is wrong (Luhn): please compare it with the card',
    'zh-CN': '银行卡号校验位不符（Luhn 校验），请与卡面核对',
  },
  ibanCountry: (country: Filling) => ({
    en: `An IBAN begins with a country that has IBANs; ${country} is none`,
    'zh-CN': `IBAN 须以使用 IBAN 的国家或地区代码开头，${country} 不是`,
  }),
  ibanLength: (country: Filling, length: Filling, given: Filling) => ({
    en: `An IBAN of ${country} has ${length} characters, not ${given}`,
    'zh-CN': `${country} 的 IBAN 应为 ${length} 位，而非 ${given} 位`,
  }),
  ibanCheck: {
    en: 'The check digits of the IBAN are wrong (mod 97): please compare it with the bank statement',
    'zh-CN': 'IBAN 校验位不符（模 97 校验），请与银行单据核对',
  },
  currency: { en: 'an ISO 4217 code such as CNY', 'zh-CN': '须为 ISO 4217 币种代码，例如 CNY' },
} as const satisfies Wordings;
