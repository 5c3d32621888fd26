import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type ExecutionListItem,
  type HistoryEvent,
  ListExecutionsCommand,
  paginateGetExecutionHistory,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { invalid } from '../platform/problems.ts';
import { executionArn } from '../platform/record/workflow-arns.ts';
import type { ExecutionStatus } from './execution-status.ts';
import { says } from './execution-wordings.ts';

export interface ExecutionRange {
  readonly status?: ExecutionStatus | undefined;
  readonly limit: number;
  /** The token that the last page gave. */
  readonly after?: string | undefined;
}

/** The executions of workflows, as far as anybody looks into them; a test may give its own. */
export interface WorkflowExecutions {
  /** The names of the workflows: their files in workflows/, without the ending. */
  readonly workflows: readonly string[];
  /** A page of a workflow's, newest first. Throws `invalid-input` for a token that Step Functions does not know (any more). */
  list(
    workflow: string,
    range: ExecutionRange,
  ): Promise<{ executions: readonly ExecutionListItem[]; next?: string | undefined }>;
  /** What is known of an execution; undefined when there is none of that name (any more). */
  describe(workflow: string, name: string): Promise<DescribeExecutionCommandOutput | undefined>;
  /** The whole history, oldest first. */
  history(workflow: string, name: string): Promise<HistoryEvent[]>;
}

/** The executions of Standard state machines, by the name of their workflow. */
export function executionsOf(
  stateMachines: Readonly<Record<string, string>>,
  client = new SFNClient({}),
): WorkflowExecutions {
  const machineOf = (workflow: string) => {
    const arn = stateMachines[workflow];
    if (!arn) throw new Error(`No state machine is known for ${workflow}`);
    return arn;
  };
  const arnOf = (workflow: string, name: string) => executionArn(machineOf(workflow), name);
  return {
    workflows: Object.keys(stateMachines),
    async list(workflow, { status, limit, after }) {
      const command = new ListExecutionsCommand({
        stateMachineArn: machineOf(workflow),
        maxResults: limit,
        statusFilter: status,
        nextToken: after,
      });
      const { executions = [], nextToken } = await client.send(command).catch(refuseToken);
      return { executions, next: nextToken };
    },
    async describe(workflow, name) {
      try {
        return await client.send(new DescribeExecutionCommand({ executionArn: arnOf(workflow, name) }));
      } catch (error) {
        if (isNamed(error, 'ExecutionDoesNotExist')) return undefined;
        throw error;
      }
    },
    async history(workflow, name) {
      const events: HistoryEvent[] = [];
      const input = { executionArn: arnOf(workflow, name), includeExecutionData: true };
      // 1000 is the most a page takes; a history ends at 25,000 events.
      for await (const page of paginateGetExecutionHistory({ client, pageSize: 1000 }, input)) {
        events.push(...(page.events ?? []));
      }
      return events;
    },
  };
}

/** Tokens of ListExecutions end after 24 hours. */
function refuseToken(error: unknown): never {
  if (isNamed(error, 'InvalidToken')) throw invalid('query/cursor', says.cursorExpired);
  throw error;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
