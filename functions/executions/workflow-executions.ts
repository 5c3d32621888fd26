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
import type { ExecutionStatus } from './execution-schemas.ts';
import { says } from './execution-wordings.ts';

export interface ExecutionRange {
  readonly status?: ExecutionStatus | undefined;
  readonly limit: number;
  /** The token that the last page gave. */
  readonly after?: string | undefined;
}

/** A workflow's executions, as far as ops look into them; a test may give its own. */
export interface WorkflowExecutions {
  /** The workflow's file in workflows/, without its ending. */
  readonly workflow: string;
  /** A page, newest first. Throws `invalid-input` for a token that Step Functions does not know (any more). */
  list(range: ExecutionRange): Promise<{ executions: readonly ExecutionListItem[]; next?: string | undefined }>;
  /** What is known of an execution; undefined when there is none of that name (any more). */
  describe(name: string): Promise<DescribeExecutionCommandOutput | undefined>;
  /** The whole history, oldest first. */
  history(name: string): Promise<HistoryEvent[]>;
}

/** The executions of a Standard state machine. */
export function executionsOf(
  { workflow, stateMachineArn }: { workflow: string; stateMachineArn: string },
  client = new SFNClient({}),
): WorkflowExecutions {
  const arnOf = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    workflow,
    async list({ status, limit, after }) {
      const command = new ListExecutionsCommand({
        stateMachineArn,
        maxResults: limit,
        statusFilter: status,
        nextToken: after,
      });
      const { executions = [], nextToken } = await client.send(command).catch(refuseToken);
      return { executions, next: nextToken };
    },
    async describe(name) {
      try {
        return await client.send(new DescribeExecutionCommand({ executionArn: arnOf(name) }));
      } catch (error) {
        if (isNamed(error, 'ExecutionDoesNotExist')) return undefined;
        throw error;
      }
    },
    async history(name) {
      const events: HistoryEvent[] = [];
      const input = { executionArn: arnOf(name), includeExecutionData: true };
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
