import { SFNClient } from '@aws-sdk/client-sfn';
import { StepFunctions } from '@careline/sandbox/step-functions';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { handlers as accessHandlers } from '../../functions/access/handlers.ts';
import { routes as accessRoutes } from '../../functions/access/routes.ts';
import { handlers as caseHandlers } from '../../functions/cases/handlers.ts';
import { routes as caseRoutes } from '../../functions/cases/routes.ts';
import { handlers as claimHandlers } from '../../functions/claims/handlers.ts';
import { routes as claimRoutes } from '../../functions/claims/routes.ts';
import { handlers as customerHandlers } from '../../functions/customers/handlers.ts';
import { routes as customerRoutes } from '../../functions/customers/routes.ts';
import { handlers as deadlineHandlers } from '../../functions/deadlines/handlers.ts';
import { routes as deadlineRoutes } from '../../functions/deadlines/routes.ts';
import { handlers as executionHandlers } from '../../functions/executions/handlers.ts';
import { routes as executionRoutes } from '../../functions/executions/routes.ts';
import { executionsOf } from '../../functions/executions/workflow-executions.ts';
import { handlers as jobHandlers } from '../../functions/jobs/handlers.ts';
import { routes as jobRoutes } from '../../functions/jobs/routes.ts';
import { handlers as messageHandlers } from '../../functions/notifications/handlers.ts';
import { routes as messageRoutes } from '../../functions/notifications/routes.ts';
import { handlers as organisationHandlers } from '../../functions/organisation/handlers.ts';
import { routes as organisationRoutes } from '../../functions/organisation/routes.ts';
import { handlers as paymentHandlers } from '../../functions/payments/handlers.ts';
import { routes as paymentRoutes } from '../../functions/payments/routes.ts';
import type { AccessLine } from '../../functions/platform/http/access-line.ts';
import { httpApi } from '../../functions/platform/http/http.ts';
import { stageTokens, type TokenRules } from '../../functions/platform/http/tokens.ts';
import { handlers as policyHandlers } from '../../functions/policies/handlers.ts';
import { routes as policyRoutes } from '../../functions/policies/routes.ts';
import { handlers as platformHandlers } from '../../functions/reference/handlers.ts';
import { openApi } from '../../functions/reference/openapi/openapi.ts';
import { routes as platformRoutes } from '../../functions/reference/routes.ts';
import { routes } from '../../functions/routes.ts';
import { handlers as taskHandlers } from '../../functions/tasks/handlers.ts';
import { routes as taskRoutes } from '../../functions/tasks/routes.ts';
import { evidenceOf } from '../support/house/evidence.ts';
import { reportsOf } from '../support/house/reports.ts';
import { noticesSignedBy } from '../support/notices.ts';
import { inProcess, testTable } from '../support/table.ts';

type Handler = (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What the payment provider signs with. */
export const webhookSecret = 'a secret of the tests';
/** When all requests are made. */
export const now = new Date('2026-11-20T08:00:00Z');

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:claim-lifecycle';

/**
 * Every route's real handler in one process, over one table. Nothing follows from what is written: workflows and senders
 * are left out, so that a request is judged by its own effect.
 */
export async function product(tokens: TokenRules = stageTokens()) {
  const { table, db, clock, streamRecords } = await testTable();
  const accessed: AccessLine[] = [];
  const logAccess = (line: AccessLine) => void accessed.push(line);
  const deps = { table, clock: () => now, tokens, logAccess };
  const stepFunctions = new StepFunctions({
    clock,
    region: 'us-east-1',
    accountId: '000000000000',
    integrate: async () => ({}),
  });
  stepFunctions.addStateMachine({
    name: 'claim-lifecycle',
    arn: machine,
    roleArn: 'role',
    type: 'STANDARD',
    definition: JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Register',
      States: { Register: { Type: 'Wait', Seconds: 86_400, End: true } },
    }),
  });
  const workflows = new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess((action, input) => stepFunctions.call(action, input)),
  });
  const executions = executionsOf({ 'claim-lifecycle': machine }, workflows);
  const document = openApi(routes, '0.0.0');
  const apis: [readonly { method: string; path: string }[], Handler][] = [
    [
      platformRoutes,
      httpApi(platformRoutes, platformHandlers, {
        ...deps,
        stage: 'test',
        version: '0.0.0',
        document: () => document,
      }),
    ],
    [organisationRoutes, httpApi(organisationRoutes, organisationHandlers, deps)],
    [customerRoutes, httpApi(customerRoutes, customerHandlers, { ...deps, identityKey: async () => 'a key' })],
    [policyRoutes, httpApi(policyRoutes, policyHandlers, deps)],
    [claimRoutes, httpApi(claimRoutes, claimHandlers, { ...deps, evidence: evidenceOf(() => now) })],
    [taskRoutes, httpApi(taskRoutes, taskHandlers, deps)],
    [messageRoutes, httpApi(messageRoutes, messageHandlers, deps)],
    [paymentRoutes, httpApi(paymentRoutes, paymentHandlers, { ...deps, verifyNotice: noticesSignedBy(webhookSecret) })],
    [executionRoutes, httpApi(executionRoutes, executionHandlers, { ...deps, executions })],
    [caseRoutes, httpApi(caseRoutes, caseHandlers, deps)],
    [accessRoutes, httpApi(accessRoutes, accessHandlers, deps)],
    [deadlineRoutes, httpApi(deadlineRoutes, deadlineHandlers, deps)],
    [jobRoutes, httpApi(jobRoutes, jobHandlers, { ...deps, reports: reportsOf(() => now) })],
  ];
  const byKey = new Map<string, Handler>(
    apis.flatMap(([own, handler]) => own.map(({ method, path }) => [`${method} ${path}`, handler] as const)),
  );

  return {
    table,
    clock,
    /** What was written since the last `undo`, oldest first. */
    written: streamRecords,
    /** Who read what since the product was made, oldest first. */
    accessed,
    /** The handler of a route, `GET /v1/claims/{claimId}`. */
    handlerOf(routeKey: string): Handler {
      const handler = byKey.get(routeKey);
      if (!handler) throw new Error(`No route ${routeKey}`);
      return handler;
    },
    /** Puts back what was there before, so that each request meets the same records. */
    async undo(): Promise<void> {
      for (const { dynamodb } of streamRecords.splice(0).reverse()) {
        const { OldImage: Item, Keys: Key } = dynamodb;
        if (Item) await db.call('PutItem', { TableName: 'careline', Item });
        else await db.call('DeleteItem', { TableName: 'careline', Key });
      }
      streamRecords.length = 0;
    },
    async execute(name: string): Promise<void> {
      await stepFunctions.call('StartExecution', { stateMachineArn: machine, name, input: '{}' });
      await clock.idle();
    },
  };
}

export type Product = Awaited<ReturnType<typeof product>>;
