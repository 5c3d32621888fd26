import type { Careline } from '../../local/careline.ts';
import { type Answered, clientOf } from '../support/running-sandbox.ts';
import { sendFile, type Upload } from '../support/send-file.ts';

export const MINUTE = 60_000;
const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** How often somebody new was needed: each telling of a story has its own people, so none stands in another's way. */
let told = 0;

/** A customer and a motor policy to register, as the API takes them. */
function somebody(now: number) {
  told += 1;
  const days = (count: number) => new Date(now + count * 24 * 60 * MINUTE).toISOString();
  return {
    customer: {
      externalRef: `ROLE-${told}`,
      name: '王小明',
      phone: '13800138000',
      email: 'wang@example.com',
      nationalId: '11010519491231002X',
    },
    policy: {
      policyNumber: `ROLE-CAR-${told}`,
      line: 'motor',
      plan: '家庭自用车综合险',
      effectiveAt: days(-100),
      expiresAt: days(265),
      perils: ['glass'],
      sumInsured: cny(20_000_000),
    },
  };
}

export interface Insured {
  readonly customerId: string;
  readonly policyNumber: string;
}

/** Somebody insured, registered by the single routes. */
export async function registered(sandbox: Careline): Promise<Insured> {
  const integration = await clientOf(sandbox, 'integration');
  const { customer, policy } = somebody(sandbox.clock.now());
  const customerId = String((await ok(integration.post('/v1/customers', customer))).body.customerId);
  await ok(integration.post('/v1/policies', { ...policy, customerId }));
  return { customerId, policyNumber: policy.policyNumber };
}

/** Somebody insured, loaded by the bulk routes. */
export async function loaded(sandbox: Careline): Promise<Insured> {
  const integration = await clientOf(sandbox, 'integration');
  const { customer, policy } = somebody(sandbox.clock.now());
  const { externalRef } = customer;
  await ok(integration.post('/v1/customers/batch', { items: [customer] }));
  await ok(integration.post('/v1/policies/batch', { items: [{ ...policy, customerExternalRef: externalRef }] }));
  const { body } = await ok(integration.post('/v1/customers/search', { externalRef }));
  return { customerId: String(body.items?.[0]?.customerId), policyNumber: policy.policyNumber };
}

/** A broken windscreen reported by whoever is insured, and the handler's task that it led to. */
export async function reported(sandbox: Careline, { customerId, policyNumber }: Insured) {
  const customer = await clientOf(sandbox, 'customer', { customerId, name: '王小明' });
  const { body } = await ok(
    customer.post('/v1/claims', {
      policyNumber,
      lossAt: new Date(sandbox.clock.now() - 60 * MINUTE).toISOString(),
      cause: 'glass',
      description: '前挡风玻璃破碎',
      estimate: cny(320_000),
      reporter: { name: '王小明', phone: '13800138000', relation: '本人' },
    }),
  );
  const claimId = String(body.claimId);
  const handler = await clientOf(sandbox, 'claims-handler', { name: '陈理赔' });
  const { body: queue } = await ok(handler.get('/v1/tasks?queue=claims-handler&limit=100'));
  const task = queue.items?.find(({ caseId }) => caseId === claimId);
  if (!task) throw new Error('The claim led to no task');
  return { customer, handler, claimId, executionName: String(body.executionName), taskId: String(task.taskId) };
}

/** A claim reported, approved, agreed and paid. */
export async function paid(sandbox: Careline, insured: Insured) {
  const { customer, handler, claimId, executionName, taskId } = await reported(sandbox, insured);
  await ok(handler.post(`/v1/tasks/${taskId}/decision`, { outcome: 'approve', amount: cny(320_000) }));
  await ok(customer.post(`/v1/claims/${claimId}/acceptance`));
  await sandbox.clock.advance(10_000);
  const { status } = (await ok(customer.get(`/v1/claims/${claimId}`))).body;
  if (status !== 'CLOSED') throw new Error(`The paid claim is ${status}`);
  return { executionName };
}

/** Uploads an invoice, by default a PDF; resolves to its document's id. */
export async function upload(
  customer: Awaited<ReturnType<typeof clientOf>>,
  claimId: string,
  content = '%PDF-1.7',
): Promise<string> {
  const announcement = { kind: 'repair-invoice', filename: '维修发票.pdf', contentType: 'application/pdf' };
  const { body } = await ok(customer.post(`/v1/claims/${claimId}/documents`, announcement));
  await sendFile(body.upload as Upload, content, 'invoice.pdf');
  return String(body.documentId);
}

/** Calls a function asynchronously, and lets it retry. */
export async function invokeLater(sandbox: Careline, name: string, event: object): Promise<void> {
  const FunctionName = sandbox.app.functions.find((one) => one.name.endsWith(name))?.name;
  const Payload = JSON.stringify(event);
  await outside(sandbox, 'lambda', 'Invoke', { FunctionName, InvocationType: 'Event', Payload });
  await sandbox.clock.advance(5 * MINUTE);
}

/** Tells the shadow of a case, as its rule does where a stage tries a pack. Throws where it fails. */
export async function shadowed(sandbox: Careline, caseId: string): Promise<void> {
  const FunctionName = sandbox.app.functions.find(({ name }) => name.endsWith('deadlines-shadow'))?.name;
  const Payload = JSON.stringify({ detail: { caseId } });
  const answer = await outside(sandbox, 'lambda', 'Invoke', { FunctionName, Payload });
  if (answer.FunctionError) throw new Error(`The shadow failed: ${answer.Payload}`);
}

/** Puts an event into the queue of payment orders, as its rule does. */
export async function orderSent(sandbox: Careline, event: object): Promise<void> {
  const QueueUrl = sandbox.app.queues.find(({ name }) => name.endsWith('payments-dispatch'))?.url;
  await outside(sandbox, 'sqs', 'SendMessage', { QueueUrl, MessageBody: JSON.stringify(event) });
  await sandbox.clock.advance(MINUTE);
}

/** Writes what no consumer of the stream can work on: an event and a message that say nothing. Returns their keys. */
export async function poison(sandbox: Careline): Promise<string[]> {
  const TableName = sandbox.app.tables[0]?.name;
  const pending = { record: { M: { status: { S: 'PENDING' } } } };
  const items = [{ entity: { S: 'event' } }, { entity: { S: 'message' }, ...pending }].map((item) => ({
    PK: { S: `POISON#${item.entity.S}#${sandbox.clock.now()}` },
    SK: { S: 'POISON' },
    ...item,
  }));
  for (const Item of items) await sandbox.dynamodb.call('PutItem', { TableName, Item });
  return items.map(({ PK }) => PK.S);
}

/** Stops an execution as an administrator of the account may. */
export async function stopFromOutside(sandbox: Careline, name: string): Promise<void> {
  const machine = sandbox.app.stateMachines.find((one) => one.name.endsWith('claim-lifecycle'));
  const executionArn = `${machine?.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  await outside(sandbox, 'states', 'StopExecution', { executionArn });
  await sandbox.clock.advance(MINUTE);
}

/** Throws unless the execution is running. */
export async function running(ops: Awaited<ReturnType<typeof clientOf>>, name: string): Promise<void> {
  const { status } = (await ok(ops.get(`/v1/executions/${name}`))).body;
  if (status !== 'RUNNING') throw new Error(`The execution ${name} is ${status}`);
}

/** A call of the account's administrator. */
export function outside(sandbox: Careline, service: string, action: string, input: Record<string, unknown>) {
  return sandbox.services.call({ caller: { kind: 'outside', name: 'test' }, service, action, input });
}

export async function ok(answer: Promise<Answered>): Promise<Answered> {
  const answered = await answer;
  if (answered.status >= 300) throw new Error(`Answered ${answered.status}: ${answered.text}`);
  return answered;
}
