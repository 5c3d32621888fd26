import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { z } from 'zod';
import { decideAndCommit } from './commit.ts';
import { logger } from './observability.ts';
import type { Table, Write } from './table.ts';

/** What a step decides: its output for the workflow, and its writes. */
export interface StepResult {
  readonly output?: unknown;
  readonly writes?: readonly Write[];
}

/** A named step of a workflow. It must be safe to run again: it finds what it has already written and answers the same. */
export interface Step<Deps, Input extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly run: (deps: Deps, input: z.output<Input>, now: Date) => Promise<StepResult>;
}

/** Ties a step's function to its input schema. */
export function step<Deps, Input extends z.ZodType>(
  input: Input,
  run: (deps: Deps, input: z.output<Input>, now: Date) => Promise<StepResult>,
): Step<Deps> {
  return { input, run: run as Step<Deps>['run'] };
}

/**
 * The Lambda handler of a context's workflow steps, called with `{step, …input}`. A DomainError's code becomes the error
 * name that the workflow catches.
 */
export function stepsHandler<Deps extends { table: Table; clock: () => Date }>(
  steps: Readonly<Record<string, Step<Deps>>>,
  deps: Deps,
) {
  return middy<{ step: string }, unknown>()
    .use(injectLambdaContext(logger))
    .handler(async ({ step: name, ...input }) => {
      const found = Object.hasOwn(steps, name) ? steps[name] : undefined;
      if (!found) throw new Error(`No step is named ${name}`);
      const parsed = found.input.parse(input);
      const { output } = await decideAndCommit(deps.table, () => found.run(deps, parsed, deps.clock()));
      return output ?? {};
    });
}
