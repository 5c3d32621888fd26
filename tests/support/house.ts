import { readFileSync } from 'node:fs';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { afterEach } from '@jest/globals';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { claimChain } from '../../functions/claims/claim-chain.ts';
import { receiveDocument } from '../../functions/claims/evidence/receipt.ts';
import { handlers as claimHandlers } from '../../functions/claims/handlers.ts';
import { routes as claimRoutes } from '../../functions/claims/routes.ts';
import { dispatchOrder } from '../../functions/payments/dispatch-order.ts';
import { handlers as paymentHandlers } from '../../functions/payments/handlers.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import { PaymentRefused } from '../../functions/payments/provider.ts';
import { routes as paymentRoutes } from '../../functions/payments/routes.ts';
import { sign } from '../../functions/payments/signature.ts';
import { decideAndCommit } from '../../functions/platform/commit.ts';
import { effectsOf } from '../../functions/platform/effects.ts';
import { httpApi } from '../../functions/platform/http.ts';
import { stepsHandler } from '../../functions/platform/steps.ts';
import { handlers as taskHandlers } from '../../functions/tasks/handlers.ts';
import { routes as taskRoutes } from '../../functions/tasks/routes.ts';
import { AwsError } from '../../sandbox/aws/aws-error.ts';
import type { StreamRecord } from '../../sandbox/dynamodb/dynamodb.ts';
import { type ServiceCall, StepFunctions } from '../../sandbox/stepfunctions/step-functions.ts';
import { type Call, callApi } from './api.ts';
import { inProcess, testTable } from './table.ts';

const opened: { stop(): void }[] = [];
afterEach(() => {
  for (const clock of opened.splice(0)) clock.stop();
});

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:claim-lifecycle';
const secret = 'a secret of the tests';

/** A stream record delivered once and again is the least that at-least-once delivery does. */
export interface HouseOptions {
  readonly deliveries?: number;
}

/**
 * The product's own handlers, steps, workflow and relay in one process: only the message senders are left out, and the
 * payment provider is a fake that pays when it is told to.
 */
export async function house({ deliveries = 1 }: HouseOptions = {}) {
  const { table, db, clock, streamRecords } = await testTable();
  opened.push(clock);
  const now = () => new Date(clock.now());
  const deps = { table, clock: now };
  const steps = stepsHandler(claimChain.steps, deps);
  const transitions: string[] = [];
  /** Steps that fail with an error that no rule foresees. */
  const broken = new Set<string>();
  /** Steps that give no answer the next time that they are called. */
  const hanging = new Set<string>();
  /** What fails for a while and then passes: all calls of steps, all starts of executions. */
  const outage = { steps: false, starts: false };
  const stepFunctions = new StepFunctions({
    clock,
    region: 'us-east-1',
    accountId: '000000000000',
    integrate: async ({ input }: ServiceCall) => {
      const { step } = (input as { Payload: { step: string } }).Payload;
      if (outage.steps) throw Object.assign(new Error('rate exceeded'), { name: 'Lambda.TooManyRequestsException' });
      if (hanging.delete(step)) return clock.pass(90_000);
      if (broken.has(step)) throw Object.assign(new Error('out of order'), { name: 'BrokenStep' });
      return invokeStep(steps, input);
    },
    onTransition: ({ state }) => transitions.push(state),
  });
  stepFunctions.addStateMachine({
    name: 'claim-lifecycle',
    arn: machine,
    roleArn: 'role',
    type: 'STANDARD',
    definition: definition(),
  });

  const published: { type: string; detail: Record<string, unknown> }[] = [];
  const provider = { orders: [] as Payment[], paid: new Map<string, Payment>(), refuse: false };
  const bus = {
    async send({ input }: { input: { Entries: { DetailType: string; Detail: string }[] } }) {
      for (const { DetailType, Detail } of input.Entries) {
        const detail = JSON.parse(Detail);
        published.push({ type: DetailType, detail });
        if (DetailType === 'payment.ordered.v1') await dispatchOrder(table, { order }, detail.data.orderId, now);
      }
      return { FailedEntryCount: 0 };
    },
  };
  async function order(payment: Payment): Promise<void> {
    provider.orders.push(payment);
    if (provider.refuse) throw new PaymentRefused('no such account');
    provider.paid.set(payment.orderId, payment);
  }

  const apply = effectsOf({
    workflows: new SFNClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: inProcess((action, input) => {
        if (outage.starts && action === 'StartExecution') throw new AwsError('ThrottlingException', 'Rate exceeded');
        return stepFunctions.call(action, input);
      }),
    }),
    bus: bus as unknown as EventBridgeClient,
    busName: 'careline',
    stateMachines: { 'claim-lifecycle': machine },
  });
  /** Records that the relay has given up, as it does when they are six hours old. */
  const givenUp: StreamRecord[] = [];
  let lane: Promise<unknown> = Promise.resolve();
  db.onStreamRecord('careline', (record: StreamRecord) => {
    for (let n = 0; n < deliveries; n += 1) lane = clock.track(lane.then(() => relay(record, clock.now())));
  });
  /** Applies a record now, or each minute again until it is six hours old. */
  async function relay(record: StreamRecord, since: number): Promise<void> {
    try {
      await apply(record as unknown as DynamoDBRecord);
    } catch {
      if (clock.now() - since > 6 * 3_600_000) givenUp.push(record);
      else clock.schedule(clock.now() + 60_000, () => relay(record, since));
    }
  }

  const evidence = {
    signUpload: async (key: string) => ({
      url: 'https://bucket.example',
      fields: { key },
      expiresAt: now().toISOString(),
      maxBytes: 1,
    }),
  };
  const apis = [
    { routes: claimRoutes, handler: httpApi(claimRoutes, claimHandlers, { ...deps, evidence }) },
    { routes: taskRoutes, handler: httpApi(taskRoutes, taskHandlers, deps) },
    {
      routes: paymentRoutes,
      handler: httpApi(paymentRoutes, paymentHandlers, { ...deps, webhookSecret: async () => secret }),
    },
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
  async function notify(notice: { id: string; type: string; orderId: string; reason?: string }, signedAt = now()) {
    const body = JSON.stringify({ providerReference: 'bank-1', ...notice });
    const headers = { 'x-careline-signature': sign(secret, body, signedAt) };
    return call({ route: 'POST /v1/webhooks/payments', body, headers });
  }
  async function receive(claimId: string, documentId: string) {
    await decideAndCommit(table, () => receiveDocument(table, { claimId, documentId }, 1000, now()));
    await clock.idle();
  }
  async function execution(claimId: string) {
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:claim-${claimId}-1`;
    return stepFunctions.call('DescribeExecution', { executionArn });
  }

  return {
    table,
    db,
    clock,
    streamRecords,
    stepFunctions,
    transitions,
    broken,
    hanging,
    outage,
    givenUp,
    published,
    provider,
    call,
    callAtOnce,
    notify,
    receive,
    execution,
  };
}

export type House = Awaited<ReturnType<typeof house>>;

function definition(): string {
  const file = new URL('../../workflows/claim-lifecycle.asl.json', import.meta.url);
  const substitutions: Record<string, string> = {
    Partition: 'aws',
    StepsFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:claims-steps',
  };
  return readFileSync(file, 'utf8').replace(/\$\{(\w+)\}/g, (_, name) => substitutions[name] ?? '');
}

/** As Lambda answers Step Functions: the payload, or the error's name and its JSON. */
async function invokeStep(steps: ReturnType<typeof stepsHandler>, input: unknown) {
  const { Payload } = input as { Payload: { step: string } };
  try {
    const answer = await steps(Payload, { functionName: 'claims-steps', awsRequestId: 'test' } as Context);
    return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: answer };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const cause = JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] });
    throw Object.assign(new Error(cause), { name: error.name });
  }
}
