import type { Chain } from '../cases/chain/chain.ts';
import { chainOfExecution } from '../chains.ts';
import { cursorScope, openCursor, sealCursor } from '../platform/http/cursor.ts';
import type { Handlers, Reply, Request } from '../platform/http/route.ts';
import { says } from '../platform/platform-wordings.ts';
import { DomainError } from '../platform/problems.ts';
import type { Table } from '../platform/record/table.ts';
import { toExecution, toSummary } from './execution.ts';
import { says as own } from './execution-wordings.ts';
import type { routes } from './routes.ts';
import type { WorkflowExecutions } from './workflow-executions.ts';

export interface Deps {
  readonly table: Table;
  readonly executions: WorkflowExecutions;
  readonly clock: () => Date;
}

export const handlers: Handlers<typeof routes, Deps> = {
  listExecutions: async ({ executions }, { query: { workflow, status, limit, cursor }, principal }) => {
    const scope = cursorScope({ list: workflow, status }, principal.sub);
    const [after] = cursor === undefined ? [] : openCursor(cursor, scope);
    const page = await executions.list(workflow, { status, limit, after });
    return {
      status: 200,
      body: {
        items: page.executions.map((item) => toSummary(workflow, item)),
        ...(page.next && { nextCursor: sealCursor([page.next], scope) }),
      },
    };
  },

  getExecution: async ({ executions }, { params: { executionName } }) => {
    const { chain, description } = await find(executions, executionName);
    const { workflow } = chain;
    const events = await executions.history(workflow, executionName);
    return { status: 200, body: toExecution(workflow, description, events) };
  },

  stopExecution: (deps, request) => order(deps, true, request),
  restartExecution: (deps, request) => order(deps, false, request),
};

/**
 * Recorded on the case first; the stream stops and starts executions second. Step Functions may have no execution of that name,
 * as after 90 days or when it was never started: the case knows it.
 */
async function order(
  { table, executions }: Deps,
  stop: boolean,
  {
    params,
    body,
    principal,
    now,
  }: Pick<Request, 'principal' | 'now'> & { params: { executionName: string }; body: { reason: string } },
): Promise<Reply> {
  const { executionName: name } = params;
  const chain = chainOf(name);
  const running = (await executions.describe(chain.workflow, name))?.status === 'RUNNING';
  const ordered = await chain.order(table, name, { stop, running, reason: body.reason }, principal, now);
  if (!ordered) throw unknown();
  const { writes, ...answer } = ordered;
  return { status: 202, body: answer, writes };
}

async function find(executions: WorkflowExecutions, name: string) {
  const chain = chainOf(name);
  const description = await executions.describe(chain.workflow, name);
  if (!description) throw unknown();
  return { chain, description };
}

/** The chain of an execution, which its name tells: `claim-<id>-1`. */
function chainOf(name: string): Chain {
  const chain = ours.test(name) ? chainOfExecution(name) : undefined;
  if (!chain) throw unknown();
  return chain;
}

function unknown(): DomainError {
  return new DomainError('not-found', says.notFound(own.record));
}

/** Names that the relay gives; anything else, such as a colon, would name another resource by its ARN. */
const ours = /^[\w-]{1,80}$/;
