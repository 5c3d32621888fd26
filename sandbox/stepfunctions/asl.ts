import { z } from 'zod';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The longest wait or timeout that ASL lets a definition name, in seconds (three years). */
export const LONGEST_SECONDS = 99_999_999;

/** MaxDelaySeconds must be shorter than 366 days (Step Functions developer guide, "Retrying after an error"). */
const LONGEST_RETRY_DELAY = 31_622_400;

const stateName = z.string().min(1).max(80);
const expression = z.string().regex(/^\{%[\s\S]*%\}$/, 'must be a JSONata expression, {% … %}');
const json = z.custom<Json>((value) => value !== undefined);
const variables = z.record(z.string(), json);
const seconds = z.union([z.int().min(1).max(LONGEST_SECONDS), expression]);

const common = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const onward = { Next: stateName.optional(), End: z.literal(true).optional() };
const shaping = { Assign: variables.optional(), Output: json.optional() };

const retrier = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().min(1).max(LONGEST_SECONDS).default(1),
  BackoffRate: z.number().min(1).default(2),
  MaxAttempts: z.int().min(0).max(LONGEST_SECONDS).default(3),
  MaxDelaySeconds: z.int().min(1).lt(LONGEST_RETRY_DELAY).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
  Comment: z.string().optional(),
});

const catcher = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  Next: stateName,
  Comment: z.string().optional(),
  ...shaping,
});

const recovery = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.string(),
  Arguments: json.optional(),
  TimeoutSeconds: seconds.optional(),
  HeartbeatSeconds: seconds.optional(),
  ...common,
  ...onward,
  ...shaping,
  ...recovery,
});

const choiceRule = z.strictObject({
  Condition: z.union([z.boolean(), expression]),
  Next: stateName,
  Comment: z.string().optional(),
  ...shaping,
});

const choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.array(choiceRule).min(1),
  Default: stateName.optional(),
  ...common,
  ...shaping,
});

const wait = z.strictObject({
  Type: z.literal('Wait'),
  Seconds: z.union([z.int().min(0).max(LONGEST_SECONDS), expression]).optional(),
  Timestamp: z.string().optional(),
  ...common,
  ...onward,
  ...shaping,
});

const pass = z.strictObject({ Type: z.literal('Pass'), ...common, ...onward, ...shaping });
const succeed = z.strictObject({ Type: z.literal('Succeed'), Output: json.optional(), ...common });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  Cause: z.string().optional(),
  ...common,
});

const parallel = z.strictObject({
  Type: z.literal('Parallel'),
  Branches: z.array(z.lazy((): z.ZodType<Branch> => branch)).min(1),
  Arguments: json.optional(),
  ...common,
  ...onward,
  ...shaping,
  ...recovery,
});

const map = z.strictObject({
  Type: z.literal('Map'),
  Items: z.union([z.array(json), expression]).optional(),
  ItemSelector: json.optional(),
  ItemProcessor: z.lazy((): z.ZodType<ItemProcessor> => itemProcessor),
  MaxConcurrency: z.union([z.int().min(0), expression]).optional(),
  ...common,
  ...onward,
  ...shaping,
  ...recovery,
});

const state = z.discriminatedUnion('Type', [task, choice, wait, pass, succeed, fail, parallel, map]);
const flow = { StartAt: stateName, States: z.record(stateName, state), Comment: z.string().optional() };
const branch = z.strictObject(flow);
const itemProcessor = z.strictObject({
  ...flow,
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
});

/** The Amazon States Language as far as the sandbox runs it: JSONata only, inline Maps only. */
export const stateMachine = z.strictObject({
  ...flow,
  QueryLanguage: z.literal('JSONata'),
  TimeoutSeconds: z.int().min(1).max(LONGEST_SECONDS).optional(),
  Version: z.literal('1.0').optional(),
});

export type Retrier = z.output<typeof retrier>;
export type Catcher = z.output<typeof catcher>;
export type TaskState = z.output<typeof task>;
export type ChoiceState = z.output<typeof choice>;
export type WaitState = z.output<typeof wait>;
export type FailState = z.output<typeof fail>;
export type ParallelState = z.output<typeof parallel>;
export type MapState = z.output<typeof map>;
export type State = z.output<typeof state>;
export type StateMachine = z.output<typeof stateMachine>;
/** A start and its states: a branch of a Parallel, the processor of a Map, or the machine itself. */
export interface Branch {
  StartAt: string;
  States: Record<string, State>;
  Comment?: string | undefined;
}
interface ItemProcessor extends Branch {
  ProcessorConfig?: { Mode: 'INLINE' } | undefined;
}
