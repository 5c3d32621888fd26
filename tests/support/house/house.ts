import { SFNClient } from '@aws-sdk/client-sfn';
import { VirtualClock } from '@careline/sandbox/clock';
import { randomFrom } from '@careline/sandbox/random';
import { executionEnded } from '../../../functions/cases/finding/ended.ts';
import { handlers as caseHandlers } from '../../../functions/cases/handlers.ts';
import { routes as caseRoutes } from '../../../functions/cases/routes.ts';
import { chains } from '../../../functions/chains.ts';
import { takeArrival } from '../../../functions/claims/evidence/arrival.ts';
import { handlers as claimHandlers } from '../../../functions/claims/handlers.ts';
import { routes as claimRoutes } from '../../../functions/claims/routes.ts';
import { countedAs } from '../../../functions/counted-events.ts';
import { handlers as deadlineHandlers } from '../../../functions/deadlines/handlers.ts';
import { routes as deadlineRoutes } from '../../../functions/deadlines/routes.ts';
import { shadowCase } from '../../../functions/deadlines/shadow/shadowing.ts';
import { handlers as executionHandlers } from '../../../functions/executions/handlers.ts';
import { routes as executionRoutes } from '../../../functions/executions/routes.ts';
import { executionsOf } from '../../../functions/executions/workflow-executions.ts';
import { handlers as jobHandlers } from '../../../functions/jobs/handlers.ts';
import { runJob } from '../../../functions/jobs/job-runner.ts';
import { wokenType } from '../../../functions/jobs/job-store.ts';
import { routes as jobRoutes } from '../../../functions/jobs/routes.ts';
import { handlers as organisationHandlers } from '../../../functions/organisation/handlers.ts';
import { routes as organisationRoutes } from '../../../functions/organisation/routes.ts';
import { dispatchOrder } from '../../../functions/payments/dispatch-order.ts';
import { handlers as paymentHandlers } from '../../../functions/payments/handlers.ts';
import type { OrderStatus } from '../../../functions/payments/order-status.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import { type PaymentProvider, PaymentRefused } from '../../../functions/payments/provider.ts';
import { routes as paymentRoutes } from '../../../functions/payments/routes.ts';
import { sign } from '../../../functions/payments/signature.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { executionArn } from '../../../functions/platform/record/workflow-arns.ts';
import { handlers as taskHandlers } from '../../../functions/tasks/handlers.ts';
import { routes as taskRoutes } from '../../../functions/tasks/routes.ts';
import type { Workflow } from '../../../workflows/asl.ts';
import { workflows } from '../../../workflows/workflows.ts';
import { type Call, callApi, type Handler } from '../api.ts';
import { noticesSignedBy } from '../notices.ts';
import { inProcess, testTable } from '../table.ts';
import { aPhoto, evidenceOf } from './evidence.ts';
import { relayStream } from './relay.ts';
import { reportsOf } from './reports.ts';
import { Troubles } from './troubles.ts';
import { wakeEachMinute } from './waking.ts';
import { machineOf, runWorkflows } from './workflows.ts';

const opened: { stop(): void }[] = [];
/** Jest's own, which stops the clocks of a test behind it. A tool has none, and stops its house itself. */
declare const afterEach: ((run: () => void) => void) | undefined;
if (typeof afterEach === 'function') {
  afterEach(() => {
    for (const clock of opened.splice(0)) clock.stop();
  });
}

const secret = 'a secret of the tests';

export interface HouseOptions {
  /** How often each stream record is delivered: once and again is the least that at-least-once delivery does. */
  readonly deliveries?: number;
  /** Makes time stand still but for what is advanced, and chance repeat itself: the same seed gives the same history. */
  readonly seed?: number;
  /** Packs that run in the shadow. */
  readonly shadowPacks?: readonly string[];
  /** When that time begins, 25 November 2026, 09:00 in China, by default. */
  readonly start?: string;
  /** What a test adds to the product: workflows of chains of its own, and the routes of their contexts. */
  readonly workflows?: Readonly<Record<string, Workflow>>;
  readonly apis?: (deps: { table: Table; clock: () => Date }) => readonly Api[];
}

interface Api {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  readonly handler: Handler;
}

/**
 * The product's own handlers, steps, workflows, relay and waker in one process: only the message senders are left out, and
 * the payment provider is a fake that pays when it is told to.
 */
export async function house({
  deliveries = 1,
  seed,
  start: begins = '2026-11-25T01:00:00Z',
  shadowPacks = [],
  ...more
}: HouseOptions = {}) {
  const start = seed === undefined ? undefined : Date.parse(begins);
  const random = seed === undefined ? undefined : randomFrom(seed);
  const { table, db, clock, streamRecords } = await testTable(new VirtualClock({ start }));
  opened.push(clock);
  const now = () => new Date(clock.now());
  const deps = { table, clock: now };
  const troubles = new Troubles();
  const transitions: string[] = [];
  const stepFunctions = runWorkflows({
    chains,
    workflows: { ...workflows, ...more.workflows },
    table,
    clock,
    troubles,
    random,
    onTransition: (state) => transitions.push(state),
    onStatusChange(detail) {
      if (!['FAILED', 'TIMED_OUT', 'ABORTED'].includes(detail.status)) return;
      if (troubles.outage.events || troubles.happens('event-lost')) return;
      clock.start(() => executionEnded(deps, { detail }));
    },
  });

  const published: { type: string; detail: Record<string, unknown> }[] = [];
  const provider = {
    orders: [] as Payment[],
    paid: new Map<string, Payment>(),
    refuse: false,
    /** What it answers when it is asked. */
    knows: new Map<string, OrderStatus>(),
  };
  async function order(payment: Payment): Promise<void> {
    provider.orders.push(payment);
    if (provider.refuse) throw new PaymentRefused('no such account');
    provider.paid.set(payment.orderId, payment);
  }
  const stateMachines = Object.fromEntries(chains.map(({ workflow }) => [workflow, machineOf(workflow)]));
  const sent: PaymentProvider = {
    order,
    status: async (orderId) => provider.knows.get(orderId) ?? { status: 'unknown', orderId },
  };
  const counted: string[] = [];
  const reports = reportsOf(now);
  /** Whether a run of a job has time for another page. */
  const running = { hasTime: () => true };
  const givenUp = relayStream({
    db,
    clock,
    stepFunctions,
    stateMachines,
    troubles,
    deliveries,
    published: (type) => counted.push(...[countedAs(type) ?? []].flat()),
    async publish(type, detail) {
      published.push({ type, detail });
      const { orderId, jobId, run } = detail.data as { orderId: string; jobId: string; run: number };
      if (type === 'payment.ordered.v1') await dispatchOrder(table, sent, orderId, now);
      if (type === wokenType) await runJob({ ...deps, reports, hasTime: () => running.hasTime() }, { jobId, run });
      // As the rule of infra/contexts/shadow.ts: what happens to cases that have clocks.
      const clocked = chains.some(({ name, hasClocks }) => hasClocks && type.startsWith(`${name}.`));
      if (shadowPacks.length > 0 && clocked) await shadowCase(table, shadowPacks, String(detail.caseId), now());
    },
  });
  const client = new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess((action, input) => stepFunctions.call(action, input)),
  });
  const executions = executionsOf(stateMachines, client);
  wakeEachMinute(db, clock, { ...deps, executions });

  const evidence = evidenceOf(now);
  const apis: readonly Api[] = [
    { routes: claimRoutes, handler: httpApi(claimRoutes, claimHandlers, { ...deps, evidence }) },
    { routes: organisationRoutes, handler: httpApi(organisationRoutes, organisationHandlers, deps) },
    { routes: taskRoutes, handler: httpApi(taskRoutes, taskHandlers, deps) },
    { routes: deadlineRoutes, handler: httpApi(deadlineRoutes, deadlineHandlers, deps) },
    { routes: jobRoutes, handler: httpApi(jobRoutes, jobHandlers, { ...deps, reports }) },
    { routes: caseRoutes, handler: httpApi(caseRoutes, caseHandlers, deps) },
    { routes: executionRoutes, handler: httpApi(executionRoutes, executionHandlers, { ...deps, executions }) },
    {
      routes: paymentRoutes,
      handler: httpApi(paymentRoutes, paymentHandlers, { ...deps, verifyNotice: noticesSignedBy(secret) }),
    },
    ...(more.apis?.(deps) ?? []),
  ];

  /** Calls a route and waits until all that follows from it has happened. */
  async function call(request: Call) {
    const answer = await callAtOnce(request);
    await clock.idle();
    return answer as { status: number; body: Record<string, never>; headers: Readonly<Record<string, unknown>> };
  }
  function callAtOnce(request: Call) {
    const api = apis.find(({ routes }) => routes.some((route) => `${route.method} ${route.path}` === request.route));
    if (!api) throw new Error(`No route ${request.route}`);
    return callApi(api.handler, request);
  }
  /** The provider's signed word on an order. */
  async function notify(
    notice: { readonly id: string; readonly type: string } & Record<string, unknown>,
    signedAt = now(),
  ) {
    const body = JSON.stringify({ providerReference: 'bank-1', ...notice });
    const headers = { 'x-careline-signature': sign(secret, body, signedAt) };
    return call({ route: 'POST /v1/webhooks/payments', body, headers });
  }
  /** A file comes by the form of a document, by default a photo, for the first time, and in the order in which files are sent. */
  async function receive(
    claimId: string,
    documentId: string,
    content: Buffer = aPhoto,
    versionId = 'version-1',
    sequencer = (evidence.contents.size + 1).toString(16).padStart(8, '0'),
  ) {
    const object = { key: `evidence/long-term/${claimId}/${documentId}`, versionId, sequencer };
    evidence.contents.set(versionId, content);
    await takeArrival({ ...deps, arrivals: evidence }, { claimId, documentId }, object);
    await clock.idle();
  }
  /** The first execution of a claim's workflow, or a later one. */
  async function execution(claimId: string, number = 1) {
    const arn = executionArn(machineOf('claim-lifecycle'), `claim-${claimId}-${number}`);
    return stepFunctions.call('DescribeExecution', { executionArn: arn });
  }

  return {
    ...{ table, db, clock, streamRecords, stepFunctions, transitions, troubles, givenUp, published, provider, counted },
    ...{ evidence, reports, running },
    ...{ call, callAtOnce, notify, receive, execution },
  };
}

export type House = Awaited<ReturnType<typeof house>>;
