import type { Language } from '../../platform/problems.ts';
import type { Described } from '../openapi/document.ts';

/** What the reference says besides the document itself, in English. */
const en = {
  otherLanguage: '中文',
  contents: 'Contents',
  conventions: 'Conventions',
  rules: [
    'JSON in camelCase; times in RFC 3339, answered in UTC; money in integer minor units (fen, cents) with its ISO 4217 currency.',
    'Send a token of the identity provider: Authorization: Bearer <token>. Each operation names the roles that may call it.',
    'Send an Idempotency-Key with a POST: repeated within a day, it takes effect once and gives the same answer.',
    'An ETag is the version of a record. Send it as If-Match, and a change made in between is refused with 412.',
    'Lists take limit and cursor, and answer items and nextCursor; without nextCursor it was the last page.',
    'A refusal is a problem document (RFC 9457) in the language of Accept-Language, and has changed nothing. What you may not know of is answered with 404.',
  ],
  machineReadable: 'The same as an OpenAPI 3.1 document',
  problems: 'Problems',
  schemas: 'Schemas',
  status: 'Status',
  code: 'Code',
  meaning: 'Meaning',
  roles: 'Roles',
  anyone: 'anyone',
  parameters: 'Parameters',
  body: 'Body',
  answers: 'Answers',
  request: 'Request',
  field: 'Field',
  type: 'Type',
  description: 'Description',
  required: 'required',
  orList: 'or',
  listOf: (type: string) => `list of ${type}`,
  mapOf: (type: string) => `map of ${type}`,
  anything: 'anything',
  places: { path: 'in the path', query: 'query', header: 'header' },
};
type Texts = typeof en;
export type Words = Texts & { readonly language: Language };

const zh: Texts = {
  otherLanguage: 'English',
  contents: '目录',
  conventions: '约定',
  rules: [
    'JSON 字段采用 camelCase；时间为 RFC 3339 格式，响应一律为 UTC；金额为整数最小货币单位（分）加 ISO 4217 币种代码。',
    '请在请求头中携带身份服务签发的令牌：Authorization: Bearer <token>。每个接口均注明可调用的角色。',
    'POST 请求请携带 Idempotency-Key：一天内重复提交只生效一次，并返回相同结果。',
    'ETag 为记录的版本。以 If-Match 提交时，若记录已被他人修改，则返回 412。',
    '列表接口使用 limit 与 cursor，返回 items 与 nextCursor；没有 nextCursor 即为最后一页。',
    '请求被拒绝时返回 problem+json（RFC 9457），语言由 Accept-Language 决定，且不会改动任何数据。无权知悉的记录一律返回 404。',
  ],
  machineReadable: '同一内容的 OpenAPI 3.1 文档',
  problems: '错误代码',
  schemas: '数据结构',
  status: '状态码',
  code: '代码',
  meaning: '含义',
  roles: '角色',
  anyone: '所有人',
  parameters: '参数',
  body: '请求体',
  answers: '响应',
  request: '请求示例',
  field: '字段',
  type: '类型',
  description: '说明',
  required: '必填',
  orList: '或',
  listOf: (type: string) => `${type} 列表`,
  mapOf: (type: string) => `键值表（${type}）`,
  anything: '任意值',
  places: { path: '路径', query: '查询', header: '请求头' },
};

export const words: Readonly<Record<Language, Words>> = {
  en: { language: 'en', ...en },
  'zh-CN': { language: 'zh-CN', ...zh },
};

const sections: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    reference: 'This API',
    organisation: 'Organisation',
    customers: 'Customers',
    policies: 'Policies',
    claims: 'Claims',
    tasks: 'Tasks',
    notifications: 'Messages',
    payments: 'Payments',
    executions: 'Executions',
    deadlines: 'Deadlines',
    jobs: 'Jobs',
    cases: 'Cases',
    access: 'Access log',
  },
  'zh-CN': {
    reference: '接口说明',
    organisation: '机构与员工',
    customers: '客户',
    policies: '保单',
    claims: '理赔案件',
    tasks: '任务',
    notifications: '通知消息',
    payments: '付款',
    executions: '流程执行',
    deadlines: '期限',
    jobs: '后台作业',
    cases: '停滞案件',
    access: '查阅记录',
  },
};

/** What a section is called, whose operations are of one context. */
export function sectionOf(tag: string, { language }: Words): string {
  return sections[language][tag] ?? tag;
}

/** What the document says of a part, in the language of the words. */
export function described(part: Described, { language }: Words): string | undefined {
  return language === 'zh-CN' ? (part['x-description-zh'] ?? part.description) : part.description;
}
