import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { z } from 'zod';
import type { count } from '../metrics.ts';
import { logger } from '../observability.ts';
import { DomainError } from '../problems.ts';
import { decideAndCommit } from './commit.ts';
import type { Table, Write } from './table.ts';

/** What a step decides: its output for the workflow, and its writes. */
export interface StepResult {
  readonly output?: unknown;
  readonly writes?: readonly Write[];
  /** Another way on than the usual one, taken once the writes are there: the workflow catches it by its name. */
  readonly turn?: Turn;
}

/** An error by which a workflow takes another way on: its name is what a state's Catch names. */
export class Turn extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** A named step of a workflow. It must be safe to run again: it finds what it has already written and answers the same. */
export type Step<Deps> = (deps: Deps, input: unknown, now: Date) => Promise<StepResult>;

/** Ties a step's function to its input schema. */
export function step<Deps, Input extends z.ZodType>(
  input: Input,
  run: (deps: Deps, input: z.output<Input>, now: Date) => Promise<StepResult>,
): Step<Deps> {
  return async (deps, given, now) => run(deps, input.parse(given), now);
}

/**
 * The Lambda handler of a context's workflow steps, called with `{step, …input}`. A DomainError's code becomes the error
 * name that the workflow catches; what nobody foresaw is counted.
 */
export function stepsHandler<Deps extends { table: Table; clock: () => Date }>(
  steps: Readonly<Record<string, Step<Deps>>>,
  deps: Deps,
  counts: typeof count,
) {
  return middy<{ step: string }, unknown>()
    .use(injectLambdaContext(logger))
    .handler(async ({ step: name, ...input }) => {
      const found = Object.hasOwn(steps, name) ? steps[name] : undefined;
      if (!found) throw new Error(`No step is named ${name}`);
      const { output, turn } = await decideAndCommit(deps.table, () => found(deps, input, deps.clock())).catch(
        (error) => {
          // A refusal is a way on as well; what else a step fails with calls somebody.
          if (!(error instanceof DomainError)) counts('UnforeseenErrors');
          throw error;
        },
      );
      if (turn) throw turn;
      return output ?? {};
    });
}
