import { routes as access } from './access/routes.ts';
import { routes as cases } from './cases/routes.ts';
import { routes as claims } from './claims/routes.ts';
import { routes as customers } from './customers/routes.ts';
import { routes as deadlines } from './deadlines/routes.ts';
import { routes as executions } from './executions/routes.ts';
import { routes as jobs } from './jobs/routes.ts';
import { routes as notifications } from './notifications/routes.ts';
import { routes as organisation } from './organisation/routes.ts';
import { routes as payments } from './payments/routes.ts';
import type { Route } from './platform/http/route.ts';
import { routes as policies } from './policies/routes.ts';
import { routes as platform } from './reference/routes.ts';
import { routes as tasks } from './tasks/routes.ts';

const everyRoute = [
  ...platform,
  ...organisation,
  ...customers,
  ...policies,
  ...claims,
  ...tasks,
  ...notifications,
  ...payments,
  ...executions,
  ...cases,
  ...deadlines,
  ...jobs,
  ...access,
];

/** Every route of the product: what the gateway opens, OpenAPI describes and the authorisation tests walk. */
export const routes: readonly Route[] = everyRoute;

/** Names every route, so that a table by route lacks none. */
export type OperationId = (typeof everyRoute)[number]['operationId'];
