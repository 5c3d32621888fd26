import { dayAt } from '../../functions/deadlines/counting/dates.ts';
import type { Careline } from '../../local/careline.ts';
import { cny } from '../support/deployed-claim.ts';
import { clientOf } from '../support/running-sandbox.ts';
import {
  invokeLater,
  loaded,
  MINUTE,
  ok,
  orderSent,
  outside,
  paid,
  poison,
  registered,
  reported,
  running,
  shadowed,
  stopFromOutside,
  upload,
} from './role-cast.ts';
import { lastOrder, notified, unpayable } from './role-payments.ts';

/** A story of the product, which may be told again on the same sandbox; it throws where it does not go as told. */
export type RoleStory = (sandbox: Careline) => Promise<void>;

/** The stories which together use everything that the product's roles may do. */
export const roleStories = {
  async 'anyone asks for health and the API reference'(sandbox) {
    for (const path of ['/health', '/openapi.json', '/docs']) {
      const { status } = await fetch(`${sandbox.url}${path}`);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    }
  },

  async 'the integration registers, finds and changes customers and policies'(sandbox) {
    const { customerId, policyNumber } = await registered(sandbox);
    const integration = await clientOf(sandbox, 'integration');
    for (const search of [{ name: '王小' }, { phone: '13800138000' }, { nationalId: '11010519491231002X' }]) {
      const { body } = await ok(integration.post('/v1/customers/search', { ...search, limit: 100 }));
      if (!body.items?.some((found) => found.customerId === customerId))
        throw new Error(`Not found by ${JSON.stringify(search)}`);
    }
    await ok(integration.patch(`/v1/customers/${customerId}`, { address: '北京市朝阳区示例路1号' }));
    await ok(integration.patch(`/v1/policies/${policyNumber}`, { plan: '家庭自用车基本险' }));
    const { body: terms } = await ok(integration.get(`/v1/policies/${policyNumber}/terms`));
    if (terms.items?.length !== 1) throw new Error(`The terms are ${JSON.stringify(terms.items)}`);
    await ok(integration.get(`/v1/customers/${customerId}/policies`));
  },

  async 'a portfolio comes in batches; a claim is decided, agreed and paid; ops look into it'(sandbox) {
    const { executionName } = await paid(sandbox, await loaded(sandbox));
    const ops = await clientOf(sandbox, 'ops');
    await ok(ops.get('/v1/executions'));
    await ok(ops.get(`/v1/executions/${executionName}`));
  },

  async 'a handler takes a task and asks for a document, which the customer uploads'(sandbox) {
    const { customer, handler, claimId, taskId } = await reported(sandbox, await registered(sandbox));
    const decision = { outcome: 'request-documents', documents: ['repair-invoice'] };
    await ok(handler.post(`/v1/tasks/${taskId}/assignment`, { assignee: 'me' }));
    const { body: mine } = await ok(handler.get('/v1/tasks?assignee=me'));
    if (mine.items?.every((task) => task.taskId !== taskId)) throw new Error('The task is not among my own');
    await ok(handler.post(`/v1/tasks/${taskId}/decision`, decision));
    await ok(handler.get(`/v1/tasks/${taskId}`));
    await upload(customer, claimId);
    await sandbox.clock.advance(1_000);
    const { body } = await ok(customer.get(`/v1/claims/${claimId}`));
    if (body.status !== 'ADJUDICATION') throw new Error(`With its document the claim is ${body.status}`);
  },

  async 'a customer asks why a clock ends on that day, and a supervisor extends it'(sandbox) {
    const { customer, claimId } = await reported(sandbox, await registered(sandbox));
    const supervisor = await clientOf(sandbox, 'claims-supervisor');
    const { body } = await ok(customer.get(`/v1/deadlines?case=${claimId}`));
    const clock = `/v1/deadlines/${body.items?.[0]?.deadlineId}`;
    await ok(customer.get(`${clock}/explanation`));
    await ok(supervisor.get('/v1/deadlines?branch=HQ'));
    await ok(supervisor.post(`${clock}/extension`, { reason: 'The workshop has not answered' }));
  },

  async 'ops ask what another pack would have broken, and fetch the result'(sandbox) {
    const { claimId } = await reported(sandbox, await registered(sandbox));
    const ops = await clientOf(sandbox, 'ops');
    const today = dayAt(new Date(sandbox.clock.now()).toISOString(), 'Asia/Shanghai');
    const days = { from: today, to: today };
    const { body: job } = await ok(
      ops.post('/v1/deadlines/replays', { pack: 'CN-trial', version: '2026-11', ...days }),
    );
    await sandbox.clock.advance(2 * MINUTE);
    const { body } = await ok(ops.get(`/v1/jobs/${job.jobId}`));
    const { url } = (body.result as { csv?: { url: string } } | undefined)?.csv ?? {};
    const { cases = 0, unreadable } = (body.counts ?? {}) as { cases?: number; unreadable?: number };
    if (!url || cases === 0 || unreadable !== 0) throw new Error(`The job is ${JSON.stringify(body)}`);
    const { status } = await fetch(url);
    if (status !== 200) throw new Error(`The result answered ${status}`);
    await ok(ops.get('/v1/shadow/CN-trial/breaches'));
    await shadowed(sandbox, claimId);
  },

  async 'branches and staff come in; whoever goes on leave passes their task on'(sandbox) {
    const { handler, taskId } = await reported(sandbox, await registered(sandbox));
    const [integration, admin] = [await clientOf(sandbox, 'integration'), await clientOf(sandbox, 'admin')];
    await ok(integration.post('/v1/branches/batch', { items: [{ branchId: 'HQ', name: '总公司' }] }));
    const { body: me } = await ok(handler.get('/v1/me'));
    await ok(handler.get('/v1/branches?limit=1'));
    await ok(handler.post(`/v1/tasks/${taskId}/assignment`));
    const now = sandbox.clock.now();
    const [from, to] = [now + MINUTE, now + 600 * MINUTE].map((time) => new Date(time).toISOString());
    await ok(admin.patch(`/v1/staff/${me.sub}`, { leave: [{ from, to }] }));
    await sandbox.clock.advance(120 * MINUTE);
    const { body } = await ok(handler.get(`/v1/tasks/${taskId}`));
    if (body.assignee) throw new Error('The task is still with somebody who is on leave');
    await ok(admin.patch(`/v1/staff/${me.sub}`, { leave: [] }));
  },

  async 'an invoice is opened and asked for again; a page in its place is put under quarantine'(sandbox) {
    const { customer, handler, claimId } = await reported(sandbox, await registered(sandbox));
    const documents = `/v1/claims/${claimId}/documents`;
    for (const content of ['%PDF-1.7', '%PDF-1.4', '<html>']) await upload(customer, claimId, content);
    await sandbox.clock.advance(1_000);
    const { body } = await ok(handler.get(documents));
    const [page, invoice] = body.items ?? [];
    if (page?.status !== 'QUARANTINED' || invoice?.status !== 'RECEIVED')
      throw new Error(`The documents are ${JSON.stringify(body.items)}`);
    const { body: download } = await ok(customer.post(`${documents}/${invoice.documentId}/download`));
    const content = await (await fetch(String(download.url))).text();
    if (content !== '%PDF-1.4') throw new Error(`What was opened is ${content}`);
    await ok(handler.post(`${documents}/${invoice.documentId}/rejection`, { reason: '字迹不清' }));
  },

  async 'a customer looks at claims and messages, and withdraws'(sandbox) {
    const insured = await registered(sandbox);
    const { customer, claimId } = await reported(sandbox, insured);
    await sandbox.clock.advance(MINUTE);
    await ok(customer.get(`/v1/customers/${insured.customerId}/claims`));
    await ok(customer.get(`/v1/claims/${claimId}/timeline`));
    const { body } = await ok(customer.get(`/v1/customers/${insured.customerId}/notifications`));
    const statuses = body.items?.map(({ channel, status }) => `${channel} ${status}`).sort();
    if (String(statuses) !== 'email DELIVERED,sms SENT') throw new Error(`The messages are ${statuses}`);
    await ok(customer.post(`/v1/claims/${claimId}/withdrawal`, { reason: '不再需要' }));
    const { status } = (await ok(customer.get(`/v1/claims/${claimId}`))).body;
    if (status !== 'WITHDRAWN') throw new Error(`The withdrawn claim is ${status}`);
  },

  async 'an execution is stopped, from outside and by ops, and its claim goes on'(sandbox) {
    const { executionName } = await reported(sandbox, await registered(sandbox));
    const ops = await clientOf(sandbox, 'ops');
    await stopFromOutside(sandbox, executionName);
    const second = executionName.replace(/1$/, '2');
    await running(ops, second);
    await ok(ops.post(`/v1/executions/${second}/stop`, { reason: 'a faulty release' }));
    await sandbox.clock.advance(MINUTE);
    await ok(ops.post(`/v1/executions/${second}/restart`, { reason: 'mended' }));
    await sandbox.clock.advance(MINUTE);
    await running(ops, executionName.replace(/1$/, '3'));
  },

  async 'the waker starts what nobody has told it of'(sandbox) {
    const { executionName } = await reported(sandbox, await registered(sandbox));
    const ops = await clientOf(sandbox, 'ops');
    sandbox.faults.add(sandbox.faults.input.parse({ kind: 'lose', service: 'states' }));
    await stopFromOutside(sandbox, executionName);
    sandbox.faults.clear();
    await sandbox.clock.advance(27 * 60 * MINUTE);
    await running(ops, executionName.replace(/1$/, '2'));
    const { body } = await ok(ops.get('/v1/findings'));
    const found = body.items?.find((finding) => finding.executionName === executionName);
    if (found?.kind !== 'wait-gone') throw new Error(`What was found is ${JSON.stringify(found)}`);
  },

  async 'the provider refuses a payment for good'(sandbox) {
    await paid(sandbox, await registered(sandbox));
    const refused = await unpayable(sandbox, {});
    if (refused?.status?.S !== 'FAILED') throw new Error(`The refused payment is ${refused?.status?.S}`);
  },

  async 'the provider contradicts itself, by a notice and by refusing what it was sent before'(sandbox) {
    await paid(sandbox, await registered(sandbox));
    const repeated = await unpayable(sandbox, { repeats: { N: '1' } });
    if (!repeated?.inquiry?.S) throw new Error(`Nobody asks about the order that is ${repeated?.status?.S}`);
    const order = await lastOrder(sandbox, 'PAID');
    const told = { type: 'payment.failed', orderId: order.orderId?.S, providerReference: 'bank-9' };
    await notified(sandbox, { id: `contradiction-${sandbox.clock.now()}`, ...told });
    const contradicted = await lastOrder(sandbox, 'PAID');
    if (!contradicted.inquiry?.S) throw new Error('Nobody asks about the order that is contradicted');
  },

  async 'the provider takes no order for a while'(sandbox) {
    sandbox.faults.add(sandbox.faults.input.parse({ kind: 'error', service: 'payment-provider', action: 'Order' }));
    const { customer, handler, claimId, taskId } = await reported(sandbox, await registered(sandbox));
    await ok(handler.post(`/v1/tasks/${taskId}/decision`, { outcome: 'approve', amount: cny(320_000) }));
    await ok(customer.post(`/v1/claims/${claimId}/acceptance`));
    sandbox.faults.clear();
    // The function hides the message for a minute at first; if it could not, it would come again after three.
    await sandbox.clock.advance(MINUTE + 10_000);
    const { status } = (await ok(customer.get(`/v1/claims/${claimId}`))).body;
    if (status !== 'CLOSED') throw new Error(`The claim is ${status} a minute later`);
  },

  async 'the privacy officer sees who looked at a customer'(sandbox) {
    const { customerId } = await registered(sandbox);
    const agent = await clientOf(sandbox, 'agent');
    await ok(agent.get(`/v1/customers/${customerId}`, { 'x-access-reason': encodeURIComponent('客户来电') }));
    const { body } = await ok(
      (await clientOf(sandbox, 'privacy-officer')).get(`/v1/access-log?customer=${customerId}`),
    );
    const [seen] = body.items ?? [];
    if (seen?.operation !== 'getCustomer' || seen.reason !== '客户来电')
      throw new Error(`Seen is ${JSON.stringify(body)}`);
  },

  async 'what cannot be worked on ends in the failure queues'(sandbox) {
    for (const name of ['claims-evidence', 'notifications-feedback', 'cases-ended', 'access-keeper', 'jobs-runner'])
      await invokeLater(sandbox, name, {});
    await orderSent(sandbox, {});
    await poison(sandbox);
    await sandbox.clock.advance(15 * MINUTE);
    for (const { name } of sandbox.app.queues.filter(({ redrive }) => redrive === undefined)) {
      const { Messages } = await outside(sandbox, 'sqs', 'ReceiveMessage', { QueueUrl: name });
      if (!Array.isArray(Messages)) throw new Error(`Nothing is in ${name}`);
    }
  },

  async 'what cannot be handed over for six hours is put aside by Lambda'(sandbox) {
    const Bucket = sandbox.app.buckets.find(({ name }) => name.includes('failedrecords'))?.name;
    const putAside = async () => {
      const { Contents } = await outside(sandbox, 's3', 'ListObjectsV2', { Bucket, Prefix: 'aws/lambda/' });
      return Array.isArray(Contents) ? Contents.length : 0;
    };
    const before = await putAside();
    for (const name of ['relay', 'notifications-sender'])
      sandbox.faults.add(sandbox.faults.input.parse({ kind: 'throttle', service: 'lambda', function: name }));
    await poison(sandbox);
    await sandbox.clock.advance(6 * 60 * MINUTE + 5 * MINUTE);
    sandbox.faults.clear();
    const more = (await putAside()) - before;
    if (more < 2) throw new Error(`Lambda put ${more} objects aside`);
  },
} as const satisfies Readonly<Record<string, RoleStory>>;
