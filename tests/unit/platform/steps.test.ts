import '../notifications/quiet-log.ts';
import { describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { count } from '../../../functions/platform/metrics.ts';
import { DomainError } from '../../../functions/platform/problems.ts';
import { type Step, stepsHandler, Turn } from '../../../functions/platform/record/steps.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { queried } from '../../support/fixtures.ts';

const context = { functionName: 'test', awsRequestId: 'test' } as Context;
const table: Table = { ...queried(async () => ({ items: [] })), commit: async () => undefined };
const refusal = new DomainError('illegal-state', { en: 'No', 'zh-CN': '否' });

function run(step: Step<{ table: Table }>) {
  const counts = jest.fn<typeof count>();
  const handler = stepsHandler({ it: step }, { table, clock: () => new Date(0) }, counts);
  return { counts, answer: handler({ step: 'it' }, context) };
}

describe('what a step ends with', () => {
  test('is its output, and calls nobody', async () => {
    const { answer, counts } = run(async () => ({ output: { place: 'Adjudicate' } }));
    expect(await answer).toEqual({ place: 'Adjudicate' });
    expect(counts).not.toHaveBeenCalled();
  });

  test.each<[string, Step<{ table: Table }>, string, number]>([
    ['another way on', async () => ({ turn: new Turn('case-moved', 'elsewhere') }), 'case-moved', 0],
    ['a refusal', () => Promise.reject(refusal), 'illegal-state', 0],
    ['what nobody foresaw', () => Promise.reject(new TypeError('a defect')), 'TypeError', 1],
  ])('%s is an error of its name, and calls somebody only if nobody foresaw it', async (_title, step, name, called) => {
    const { answer, counts } = run(step);
    await expect(answer).rejects.toMatchObject({ name });
    expect(counts.mock.calls).toEqual(Array.from({ length: called }, () => ['UnforeseenErrors']));
  });
});
