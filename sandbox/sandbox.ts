import type { z } from 'zod';
import { AccountServices } from './account-services.ts';
import { overHttp } from './aws/endpoint-over-http.ts';
import type { OutboxMessage } from './aws/outbox.ts';
import type { QuietFunction } from './aws/schedules/quiet-function.ts';
import type { Services } from './aws/services.ts';
import { VirtualClock } from './clock.ts';
import type { CaseNames } from './costs/cases.ts';
import type { Meter } from './costs/meter.ts';
import type { DynamoDb } from './dynamodb/dynamodb.ts';
import type { Faults } from './faults/faults.ts';
import { Gateway } from './http/gateway.ts';
import { Identity } from './http/identity.ts';
import { type FrontPage, plainFrontPage } from './http/index-page.ts';
import { sandboxRoutes } from './http/sandbox-routes.ts';
import { HttpServer } from './http/server.ts';
import { type User, user } from './http/user.ts';
import type { AccessControl } from './iam/access-control.ts';
import type { LogLine } from './lambda/log-buffer.ts';
import { checkDeployment } from './limits/deployment-limits.ts';
import { type Neighbour, startNeighbours } from './neighbours.ts';
import type { StepFunctions } from './stepfunctions/step-functions.ts';
import type { App, FunctionResource } from './templates/app-resources.ts';
import { readApp } from './templates.ts';

export type { OutboxMessage } from './aws/outbox.ts';
export type { FirstKey, QuietFunction } from './aws/schedules/quiet-function.ts';
export type { CaseNames } from './costs/cases.ts';
export type { Bill } from './costs/meter.ts';
export type { FrontPage } from './http/index-page.ts';
export type { User } from './http/user.ts';
export type { LogLine } from './lambda/log-buffer.ts';
export type { Neighbour, RunningNeighbour, Surroundings } from './neighbours.ts';
export type { App, Role } from './templates/app-resources.ts';

export interface SandboxOptions {
  /** The directory of the synthesized app (`cdk.out`). */
  readonly assembly: string;
  /** Of the API; 0 takes any. */
  readonly port: number;
  /** Of the AWS endpoint; 0 takes any. */
  readonly awsPort: number;
  /** Is told of every line that a function writes. */
  readonly onLog?: (functionName: string, line: LogLine) => void;
  /** What `POST /_sandbox/token` takes, and whom it means; by default a `User` as it is. */
  readonly people?: z.ZodType<User>;
  /** What bills can be asked of; without it they are told by route alone. */
  readonly caseNames?: CaseNames;
  /** What the page at `/` tells of the app; by default that it is one. */
  readonly front?: FrontPage;
  /** Systems outside of AWS that are played beside the app; none by default. */
  readonly neighbours?: readonly Neighbour[];
  /** Functions whose calls by schedule time passes over as long as they have nothing to do; none by default. */
  readonly quiet?: readonly QuietFunction[];
}

/** A whole system that runs. */
export interface Sandbox {
  readonly url: string;
  readonly awsUrl: string;
  readonly app: App;
  readonly clock: VirtualClock;
  readonly dynamodb: DynamoDb;
  readonly stepFunctions: StepFunctions;
  /** All services of the account, for calls without HTTP. */
  readonly services: Services;
  /** Who may do what, and what was asked. */
  readonly access: AccessControl;
  /** What AWS would bill. */
  readonly costs: Meter;
  /** Faults on demand. */
  readonly faults: Faults;
  /** Emails and texts that were sent, newest first. */
  messages(): OutboxMessage[];
  /** A bearer token that the API's authorizers take. */
  token(user: User): Promise<string>;
  /** The last lines that a function wrote. */
  logs(functionName: string): readonly LogLine[];
  /** Empties everything and sets the clock back to the machine's. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the app of an assembly. Rejects with PortInUseError, or an Error naming what the sandbox does not support. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const {
    assembly,
    port,
    awsPort,
    onLog,
    people = user,
    caseNames,
    front = plainFrontPage,
    neighbours = [],
    quiet = [],
  } = options;
  await using cleanup = new AsyncDisposableStack();
  const clock = new VirtualClock();
  cleanup.defer(() => clock.stop());
  const apiServer = cleanup.use(await HttpServer.listen(port));
  const awsServer = cleanup.use(await HttpServer.listen(awsPort));
  const { url } = apiServer;
  const { url: awsUrl } = awsServer;
  const app = atAddress(readApp(assembly, { apiUrl: url, awsUrl }), url);
  checkDeployment(app);
  const account = await AccountServices.create({ clock, app, awsUrl, onLog, caseNames, neighbours, quiet });
  cleanup.use(account);
  const [api, ...others] = app.apis;
  if (others.length > 0) throw new Error(`The sandbox serves one HTTP API, and the assembly has ${app.apis.length}`);
  const identity = await Identity.create(clock, authorizerOf(app));
  const outside = startNeighbours(neighbours, {
    clock,
    url,
    variable: (name) => app.functions.map(({ environment }) => environment[name]).find((value) => value !== undefined),
    secret: (id, stage) => account.secrets.text(id, stage),
    around: account.faults.interceptor,
  });
  const reset = async () => {
    outside.reset();
    await account.reset();
  };
  const gateway = api && new Gateway({ clock, services: account.services, identity, api });
  const messages = () => account.outbox.messages();
  awsServer.serve(overHttp(account.endpoint));
  apiServer.serve(
    sandboxRoutes({
      clock,
      identity,
      people,
      front,
      more: outside.routes,
      costs: account.costs,
      faults: account.faults,
      url,
      awsUrl,
      messages,
      reset,
      otherwise: gateway?.listener,
    }),
  );
  const running = cleanup.move();
  return {
    url,
    awsUrl,
    app,
    clock,
    dynamodb: account.dynamodb,
    stepFunctions: account.stepFunctions,
    services: account.services,
    access: account.access,
    costs: account.costs,
    faults: account.faults,
    messages,
    token: (of) => identity.token(of),
    logs: (functionName) => account.functions.logs(functionName),
    reset,
    stop: () => running.disposeAsync(),
  };
}

/** The sandbox plays one issuer: that of the API's authorizers. */
function authorizerOf({ apis }: App) {
  const authorizer = apis.flatMap(({ routes }) => routes).find((route) => route.authorizer)?.authorizer;
  return authorizer ?? { issuer: 'https://sandbox.invalid', audience: ['sandbox'] };
}

/** Points functions that call the sandbox's own routes, such as a neighbour's, at the port that it got. */
function atAddress(app: App, url: string): App {
  const moved = ([name, value]: [string, string]) => [
    name,
    value.replace(/^http:\/\/127\.0\.0\.1(:\d+)?(?=\/_sandbox\/)/, url),
  ];
  const functions = app.functions.map(
    (resource): FunctionResource => ({
      ...resource,
      environment: Object.fromEntries(Object.entries(resource.environment).map(moved)),
    }),
  );
  return { ...app, functions };
}
