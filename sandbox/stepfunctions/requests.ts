import { z } from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import { LARGEST_PAYLOAD } from './limits.ts';

const arn = z.string().min(1).max(256);
const paging = {
  maxResults: z.int().min(0).max(1000).default(0),
  nextToken: z.string().min(1).max(3096).optional(),
};
const text = z.string().max(LARGEST_PAYLOAD);
const error = z.string().max(256).optional();
const cause = z.string().max(32_768).optional();
const start = { stateMachineArn: arn, name: z.string().optional(), input: text.default('{}') };

const status = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']);

/** What each action takes, with the API's own limits. */
export const requests = {
  StartExecution: z.object(start),
  StartSyncExecution: z.object(start),
  StopExecution: z.object({ executionArn: arn, error, cause }),
  RedriveExecution: z.object({ executionArn: arn }),
  DescribeExecution: z.object({ executionArn: arn }),
  ListExecutions: z.object({ stateMachineArn: arn, statusFilter: status.optional(), ...paging }),
  GetExecutionHistory: z.object({
    executionArn: arn,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
    ...paging,
  }),
  DescribeStateMachine: z.object({ stateMachineArn: arn }),
  ListStateMachines: z.object(paging),
  SendTaskSuccess: z.object({ taskToken: z.string().min(1).max(2048), output: text }),
  SendTaskFailure: z.object({ taskToken: z.string().min(1).max(2048), error, cause }),
  SendTaskHeartbeat: z.object({ taskToken: z.string().min(1).max(2048) }),
};

export type Action = keyof typeof requests;
export type Request<A extends Action> = z.output<(typeof requests)[A]>;

/** Reads a request. Throws AwsError `ValidationException` as the API words it. */
export function readRequest<A extends Action>(action: A, input: Record<string, unknown>): Request<A> {
  const read = requests[action].safeParse(input);
  if (read.success) return read.data as Request<A>;
  const issue = read.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  throw invalid(`Value '${String(input[name])}' at '${name}' failed to satisfy constraint: ${constraint(issue)}`);
}

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
