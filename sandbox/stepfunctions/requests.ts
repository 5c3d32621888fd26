import { z } from 'zod';
import { AwsError, notImplemented } from '../aws/aws-error.ts';
import { limits } from '../limits/limits.ts';

const arn = z.string().min(1).max(256);
const paging = {
  maxResults: z.int().min(0).max(1000).default(0),
  nextToken: z.string().min(1).max(3096).optional(),
};
/** Payloads are measured in bytes ("Length constraints apply to the payload size", StartExecution). */
const text = z.string().refine((value) => Buffer.byteLength(value) <= limits.workflowPayload.figure, {
  message: `Member must have size less than or equal to ${limits.workflowPayload.figure} bytes in UTF-8 encoding`,
});
const token = z.string().min(1).max(limits.taskToken.figure);
const error = z.string().max(limits.failureError.figure).optional();
const cause = z.string().max(limits.failureCause.figure).optional();
const name = z.string().min(1).max(limits.executionName.figure).optional();
const start = { stateMachineArn: arn, name, input: text.default('{}') };

const status = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']);

/** What each action takes, with the API's own limits. */
export const requests = {
  StartExecution: z.strictObject(start),
  StartSyncExecution: z.strictObject(start),
  StopExecution: z.strictObject({ executionArn: arn, error, cause }),
  // A token makes a repeated redrive harmless; here one that is under way is refused anyway.
  RedriveExecution: z.strictObject({ executionArn: arn, clientToken: z.string().max(64).optional() }),
  DescribeExecution: z.strictObject({ executionArn: arn }),
  ListExecutions: z.strictObject({ stateMachineArn: arn, statusFilter: status.optional(), ...paging }),
  GetExecutionHistory: z.strictObject({
    executionArn: arn,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
    ...paging,
  }),
  CreateStateMachine: z.strictObject({
    name: z.string().min(1).max(limits.executionName.figure),
    definition: z.string().min(1).max(limits.definitionSize.figure),
    roleArn: arn,
    type: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  }),
  DeleteStateMachine: z.strictObject({ stateMachineArn: arn }),
  DescribeStateMachineForExecution: z.strictObject({ executionArn: arn }),
  DescribeStateMachine: z.strictObject({ stateMachineArn: arn }),
  ListStateMachines: z.strictObject(paging),
  SendTaskSuccess: z.strictObject({ taskToken: token, output: text }),
  SendTaskFailure: z.strictObject({ taskToken: token, error, cause }),
  SendTaskHeartbeat: z.strictObject({ taskToken: token }),
};

export type Action = keyof typeof requests;
export type Request<A extends Action> = z.output<(typeof requests)[A]>;

/** Reads a request. Throws AwsError `ValidationException` as the API words it, `NotImplemented` for a parameter that is not here. */
export function readRequest<A extends Action>(action: A, input: Record<string, unknown>): Request<A> {
  const read = requests[action].safeParse(input);
  if (read.success) return read.data as Request<A>;
  const unknown = read.error.issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys')
    throw notImplemented('states', `${action} with ${unknown.keys.join(', ')}`);
  const issue = read.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  // Error messages do not repeat what may be anybody's data.
  const value = SENSITIVE.has(name) ? '' : ` '${String(input[name])}'`;
  throw invalid(`Value${value} at '${name}' failed to satisfy constraint: ${constraint(issue)}`);
}

/** Marked as sensitive in the service model. */
const SENSITIVE = new Set(['input', 'output', 'error', 'cause']);

function constraint(issue: z.core.$ZodIssue | undefined): string {
  const unit = issue && 'origin' in issue && issue.origin === 'string' ? 'length' : 'value';
  if (issue?.code === 'too_big') return `Member must have ${unit} less than or equal to ${issue.maximum}`;
  if (issue?.code === 'too_small') return `Member must have ${unit} greater than or equal to ${issue.minimum}`;
  if (issue?.code === 'invalid_value') return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
  return issue?.message ?? 'Member is invalid';
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: ${text}`);
}
