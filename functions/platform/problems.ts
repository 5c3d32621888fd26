import type { Wording } from './wording.ts';

export interface ProblemType {
  readonly status: number;
  readonly title: Wording;
}

/** A refusal of a context's own. */
export interface Problem extends ProblemType {
  readonly code: string;
}

/**
 * The refusals that any context may give: a code is the problem's type, and the error name that ASL catches. What one context
 * alone refuses stands in its `*-problems.ts`.
 */
export const problemTypes = {
  'malformed-request': { status: 400, title: { en: 'The request cannot be read', 'zh-CN': '请求格式无法识别' } },
  unauthenticated: { status: 401, title: { en: 'Sign in first', 'zh-CN': '请先登录' } },
  'invalid-signature': { status: 401, title: { en: 'The signature is not valid', 'zh-CN': '签名无效' } },
  forbidden: { status: 403, title: { en: 'Your role does not allow this', 'zh-CN': '您的角色无权执行此操作' } },
  'not-found': { status: 404, title: { en: 'Not found', 'zh-CN': '未找到' } },
  'illegal-state': { status: 409, title: { en: 'Not possible in the current state', 'zh-CN': '当前状态下无法执行' } },
  'already-exists': { status: 409, title: { en: 'It exists already', 'zh-CN': '记录已存在' } },
  'stale-version': {
    status: 412,
    title: { en: 'Somebody changed it in the meantime', 'zh-CN': '记录已被他人修改' },
  },
  'payload-too-large': { status: 413, title: { en: 'The body is too large', 'zh-CN': '请求内容过大' } },
  'unsupported-media-type': { status: 415, title: { en: 'Send JSON', 'zh-CN': '请使用 JSON 格式' } },
  'invalid-input': { status: 422, title: { en: 'Some fields are not valid', 'zh-CN': '部分字段无效' } },
  'idempotency-key-reused': {
    status: 422,
    title: { en: 'This Idempotency-Key was used for another request', 'zh-CN': '该幂等键已用于其他请求' },
  },
  'too-many-requests': { status: 429, title: { en: 'Too busy, try again shortly', 'zh-CN': '请求过多，请稍后重试' } },
  'internal-error': { status: 500, title: { en: 'Something went wrong on our side', 'zh-CN': '系统内部错误' } },
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof problemTypes;
export type Language = 'zh-CN' | 'en';

/** One field that is not valid: where (RFC 6901 pointer into the body, or `query/<name>`) and why. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: Wording;
}

/** A refusal by a rule. `detail` is for the caller and must hold no personal data. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: Wording;
  readonly detail: Wording;
  readonly errors: readonly FieldError[] | undefined;

  constructor(problem: ProblemCode | Problem, detail: Wording, errors?: readonly FieldError[]) {
    super(detail.en);
    const { code, status, title } = typeof problem === 'string' ? { code: problem, ...problemTypes[problem] } : problem;
    this.name = code;
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
  }
}

/** `invalid-input` for a single field. */
export function invalid(pointer: string, detail: Wording): DomainError {
  return new DomainError('invalid-input', detail, [{ pointer, detail }]);
}

/** `invalid-input` for several fields at once. */
export function invalidFields(errors: readonly [FieldError, ...FieldError[]]): DomainError {
  return new DomainError('invalid-input', errors[0].detail, errors);
}

/** Field errors as a caller reads them. */
export function inWords(errors: readonly FieldError[], language: Language) {
  return errors.map(({ pointer, detail }) => ({ pointer, detail: detail[language] }));
}

/** An RFC 9457 problem document. A 500 carries no detail: what went wrong inside is for the log. */
export function toProblem({ code, status, title, detail, errors }: DomainError, language: Language, instance: string) {
  return {
    type: `https://careline.example/problems/${code}`,
    title: title[language],
    status,
    code,
    ...(status < 500 && { detail: detail[language] }),
    ...(errors && { errors: inWords(errors, language) }),
    instance,
  };
}
