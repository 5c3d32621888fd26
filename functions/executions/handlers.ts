import { chains } from '../chains.ts';
import { cursorScope, openCursor, sealCursor } from '../platform/cursor.ts';
import { says } from '../platform/platform-wordings.ts';
import { DomainError } from '../platform/problems.ts';
import type { Handlers } from '../platform/route.ts';
import { toExecution, toSummary } from './execution.ts';
import type { routes } from './routes.ts';
import type { WorkflowExecutions } from './workflow-executions.ts';

export interface Deps {
  readonly executions: WorkflowExecutions;
  readonly clock: () => Date;
}

export const handlers: Handlers<typeof routes, Deps> = {
  listExecutions: async ({ executions }, { query: { workflow, status, limit, cursor }, principal }) => {
    const scope = cursorScope({ list: workflow, status }, principal.sub);
    const after = cursor === undefined ? undefined : openCursor(cursor, scope).after;
    const page = await executions.list(workflow, { status, limit, after });
    return {
      status: 200,
      body: {
        items: page.executions.map((item) => toSummary(workflow, item)),
        ...(page.next && { nextCursor: sealCursor({ after: page.next }, scope) }),
      },
    };
  },

  getExecution: async ({ executions }, { params: { executionName } }) => {
    const { workflow, description } = await find(executions, executionName);
    const events = await executions.history(workflow, executionName);
    return { status: 200, body: toExecution(workflow, description, events) };
  },
};

/** An execution and its workflow, which its name tells: `claim-<id>-1`. */
async function find(executions: WorkflowExecutions, name: string) {
  const workflow = chains.find((chain) => name.startsWith(`${chain.name}-`))?.workflow;
  const description = workflow && ours.test(name) ? await executions.describe(workflow, name) : undefined;
  if (!workflow || !description) throw new DomainError('not-found', says.notFound('Execution'));
  return { workflow, description };
}

/** Names that the relay gives; anything else, such as a colon, would name another resource by its ARN. */
const ours = /^[\w-]{1,80}$/;
