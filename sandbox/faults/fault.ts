import { z } from 'zod';
import type { Neighbour } from '../neighbours.ts';

/** What faults may be about, so that a fault that can never fire is refused. */
export interface FaultTargets {
  readonly services: readonly string[];
  readonly neighbours: readonly Pick<Neighbour, 'name' | 'asked'>[];
  /** Functions' full names. */
  readonly functions: readonly string[];
}

export type FaultInput = z.output<ReturnType<typeof faultInput>>;

export type FaultKind = FaultInput['kind'];

/**
 * A fault as it is ordered. `throttle`, `error`: the service refuses; `timeout-before`, `timeout-after`: the connection breaks
 * before the service has done anything, or when all is done; `delay`: the call takes `ms` on the virtual clock; `duplicate`:
 * an event, a batch, or what a neighbour is asked or tells, is delivered twice; `crash`: an instance of `function` dies `before` it runs,
 * `during` its run after the n-th call (of `service` and `action`, if given), or `after` it but before its answer is told;
 * `lose`: an event gets lost that `service` tells with best effort, as Step Functions does the status of executions; `refuse`:
 * a neighbour will never do what it is asked.
 * `function` is the one that calls or that is invoked. It strikes at `rate` of the occasions, `count` times at most.
 */
export function faultInput({ services, neighbours, functions }: FaultTargets) {
  const how = {
    rate: z.number().positive().max(1).default(1),
    count: z.int().positive().optional(),
    seed: z.int().nonnegative().optional(),
  };
  const common = {
    service: z.enum([...services, ...neighbours.map(({ name }) => name)]).optional(),
    action: z
      .string()
      .regex(/^[A-Z][A-Za-z0-9]{0,99}$/, 'expected an action such as PutItem')
      .optional(),
    function: z
      .string()
      .transform((name, context) => {
        const found = functions.filter((full) => full === name || full.endsWith(`-${name}`));
        if (found.length === 1 && found[0]) return found[0];
        const message = found.length === 0 ? 'is no function' : `may be ${found.join(', ')}`;
        context.addIssue({ code: 'custom', message: `${name} ${message}` });
        return z.NEVER;
      })
      .optional(),
    ...how,
  };
  const { service: _, action: __, ...ofFunction } = common;
  return z.union([
    z.strictObject({ kind: z.enum(['throttle', 'error', 'timeout-before', 'timeout-after', 'duplicate']), ...common }),
    z.strictObject({ kind: z.literal('delay'), ms: z.int().positive().max(LONGEST_DELAY_MS), ...common }),
    z.strictObject({
      kind: z.literal('crash'),
      when: z.literal('during'),
      calls: z.int().positive().default(1),
      ...common,
    }),
    z.strictObject({ kind: z.literal('crash'), when: z.enum(['before', 'after']), ...ofFunction }),
    z.strictObject({ kind: z.literal('lose'), service: z.literal('states'), ...how }),
    ...neighbours.map(({ name, asked }) =>
      z.strictObject({
        kind: z.literal('refuse'),
        service: z.literal(name),
        action: z.literal(asked).default(asked),
        ...how,
      }),
    ),
  ]);
}

const LONGEST_DELAY_MS = 86_400_000;
