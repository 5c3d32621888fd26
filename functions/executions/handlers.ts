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
  listExecutions: async ({ executions }, { query: { status, limit, cursor }, principal }) => {
    const scope = cursorScope({ list: executions.workflow, status }, principal.sub);
    const after = cursor === undefined ? undefined : openCursor(cursor, scope).after;
    const page = await executions.list({ status, limit, after });
    return {
      status: 200,
      body: {
        items: page.executions.map((item) => toSummary(executions.workflow, item)),
        ...(page.next && { nextCursor: sealCursor({ after: page.next }, scope) }),
      },
    };
  },

  getExecution: async ({ executions }, { params: { executionName } }) => {
    const description = ours.test(executionName) ? await executions.describe(executionName) : undefined;
    if (!description) throw new DomainError('not-found', says.notFound('Execution'));
    const events = await executions.history(executionName);
    return { status: 200, body: toExecution(executions.workflow, description, events) };
  },
};

/** Names that the relay gives; anything else, such as a colon, would name another resource by its ARN. */
const ours = /^[\w-]{1,80}$/;
