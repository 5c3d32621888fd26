import { describe, expect, test } from '@jest/globals';
import {
  DomainError,
  invalid,
  type ProblemCode,
  problemTypes,
  toProblem,
} from '../../../functions/platform/problems.ts';

const why = { en: 'why', 'zh-CN': '原因' };
const codes = Object.keys(problemTypes) as ProblemCode[];

describe.each(codes)('%s', (code) => {
  test('is a problem document in the language that was asked for', () => {
    const { status, title } = problemTypes[code];
    for (const language of ['en', 'zh-CN'] as const) {
      expect(toProblem(new DomainError(code, why), language, '/v1/claims')).toMatchObject({
        type: `https://careline.example/problems/${code}`,
        title: title[language],
        status,
        code,
        instance: '/v1/claims',
      });
    }
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  test('is the name of its error, which is what a workflow catches', () => {
    expect(new DomainError(code, why)).toMatchObject({ name: code, message: 'why' });
  });
});

test('a fault of ours says nothing of what went wrong', () => {
  const problem = toProblem(
    new DomainError('internal-error', { en: 'table careline not found', 'zh-CN': '表不存在' }),
    'en',
    '/',
  );
  expect(JSON.stringify(problem)).not.toContain('careline not found');
});

test.each([
  ['en', 'Not negative'],
  ['zh-CN', '不能为负数'],
] as const)('a field that is not valid is pointed at in the language asked for: %s', (language, detail) => {
  const refusal = invalid('/estimate/amount', { en: 'Not negative', 'zh-CN': '不能为负数' });
  expect(toProblem(refusal, language, '/')).toMatchObject({
    status: 422,
    detail,
    errors: [{ pointer: '/estimate/amount', detail }],
  });
});
