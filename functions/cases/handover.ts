import * as z from 'zod';
import { lines } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
import type { TaskKind } from '../tasks/task-kind.ts';
import type { Case, CaseType } from './case.ts';

export const handoverKind = 'handover';

const facts = z.lazy(() =>
  z.object({ state: z.string(), error: z.string(), cause: z.string() }).meta({ id: 'HandoverFacts' }),
);

export const handoverDecision = z.lazy(() =>
  z.strictObject({ outcome: z.literal('resume'), note: lines(2000).optional() }).meta({
    id: 'HandoverDecision',
    ...described({
      en: 'The cause is mended: the workflow goes on where the case stands',
      'zh-CN': '原因已排除：流程从案件当前所处环节继续',
    }),
  }),
);

type Handover<C extends Case, R> = TaskKind<C, R, typeof facts, typeof handoverDecision>;

/** Something failed that no rule foresees: a person mends it, and the workflow goes on. The same for every type of case. */
export function handover<C extends Case, R>({ handover: { queue, clock } }: CaseType<C, R>): Handover<C, R> {
  return {
    kind: handoverKind,
    clock,
    deciders: queue.name === queue.escalatesTo ? [queue.name] : [queue.name, queue.escalatesTo],
    facts,
    decision: handoverDecision,
    queue: () => queue,
    opens(_world, failure = { state: '', error: 'unknown', cause: '' }) {
      const { state, error } = failure;
      return { facts: failure, change: { happened: 'handed-over', data: { state, error } } };
    },
    decides: (_world, { note }) => ({ happened: 'resumed', note }),
  };
}
