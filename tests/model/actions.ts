import type { Claim } from '../../functions/claims/claim.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { Call, Caller } from '../support/api.ts';
import { approving, cny, customer } from '../support/claim-story.ts';
import type { Upload } from '../support/send-file.ts';
import type { Driver } from './driver.ts';
import { notWhatItSays } from './invariants.ts';
import { decidersOf } from './staff.ts';

/** Something that somebody may do now; whether it was taken, which a claim with decisions may refuse, but never fail. */
export interface Action {
  readonly name: string;
  readonly claimId: string;
  /** Whether the workflow must go on by it, once it was taken. */
  readonly decides: boolean;
  run(driver: Driver): Promise<number>;
}

/** Somebody whom the customer wants to be paid. */
const another = { name: '王芳', relation: 'spouse', account: '6222 0202 0011 2233 446' };

/** Everything that people, the customer and the provider may do for a claim as it stands, sensible or not. */
export function actionsOf(driver: Driver, claim: Claim): Action[] {
  const { claimId } = claim;
  const { records } = driver;
  const open = records.tasks(claimId).filter(({ status }) => status === 'OPEN');
  const orders = records.payments(claimId).filter(({ status }) => status === 'ORDERED');
  const ended = claim.status === 'CLOSED' || claim.status === 'WITHDRAWN';
  return [
    ...open.flatMap((task) => decisionsOn(driver, claim, task)),
    ...(claim.status === 'OFFERED'
      ? [
          byCustomer(claimId, 'acceptance', true),
          byCustomer(claimId, 'acceptance', true, { payee: another }, ' for another'),
          byCustomer(claimId, 'dispute', true),
        ]
      : []),
    ...orders.flatMap((order) => ['payment.paid', 'payment.failed'].map((type) => notice(claim, order, type))),
    ...(ended
      ? []
      : [
          upload(claimId, 'photos'),
          upload(claimId, 'repair-invoice'),
          upload(claimId, 'photos', false),
          byCustomer(claimId, 'withdrawal', true),
        ]),
  ];
}

function decisionsOn(driver: Driver, claim: Claim, task: Task): Action[] {
  const { claimId } = claim;
  const possible = task.kind === 'adjudication' ? adjudications(claim) : (decisions[task.kind] ?? []);
  return decidersOf(driver, task).flatMap((as) => possible.map((decision) => decide(claimId, task, decision, as)));
}

/** Amounts within every authority and above each, of which the cover does not carry all; and the loss, as it follows. */
function adjudications(claim: Claim): object[] {
  const loss = ('assessed' in claim && claim.assessed) || claim.estimate;
  return [
    approving(300_000),
    approving(16_000_000),
    approving(25_000_000),
    { outcome: 'approve', amount: loss },
    { outcome: 'deny', clause: '第七条', reasons: '未投保' },
    { outcome: 'request-documents', documents: ['photos'] },
    { outcome: 'request-documents', documents: ['photos', 'repair-invoice'] },
  ];
}

const decisions: Readonly<Record<string, readonly object[]>> = {
  survey: [{ outcome: 'assessed', amount: cny(1_400_000), findings: '前部受损' }],
  'injury-contact': [{ outcome: 'contacted', note: '已致电' }],
  review: [{ outcome: 'confirm' }, { outcome: 'return' }],
  'payee-check': [{ outcome: 'confirm' }, { outcome: 'reject', reason: '未提供关系证明' }],
  'payment-repair': [{ outcome: 'retry' }, { outcome: 'retry', payee: another }],
  handover: [{ outcome: 'resume' }],
  'payment-inquiry': [
    { outcome: 'unpaid', note: '银行未入账' },
    { outcome: 'paid', note: '银行已入账' },
    { outcome: 'wait', note: '等待银行' },
  ],
  'payment-recovery': [{ outcome: 'written-off', note: '无法追回' }],
  'reach-customer': [{ outcome: 'reached', by: 'telephone' }],
};

function decide(claimId: string, { taskId, kind, followsUp }: Task, decision: object, as: Caller): Action {
  const call: Call = { route: 'POST /v1/tasks/{taskId}/decision', params: { taskId }, as, body: decision };
  const { outcome } = decision as { outcome: string };
  return {
    name: `${kind}: ${outcome}`,
    claimId,
    decides: !followsUp,
    run: async (driver) => (await driver.call(call)).status,
  };
}

function byCustomer(claimId: string, route: string, decides: boolean, body = {}, told = ''): Action {
  const call: Call = { route: `POST /v1/claims/{claimId}/${route}`, params: { claimId }, as: customer, body };
  return {
    name: `customer: ${route}${told}`,
    claimId,
    decides,
    run: async (driver) => (await driver.call(call)).status,
  };
}

/** What the provider may say of the orders of a claim that it has answered already, or contradicted. */
export function lateNotices(driver: Driver, claim: Claim): Action[] {
  const known = driver.records
    .payments(claim.claimId)
    .filter((order) => order.status !== 'ORDERED' || order.contradictions);
  const types = ['payment.paid', 'payment.failed', 'payment.returned'];
  return known.flatMap((order) => types.map((type) => notice(claim, order, type)));
}

/** The provider's word on an order: the first one answers it, any other contradicts it or is known. */
function notice({ claimId }: Claim, { orderId, status, contradictions }: Payment, type: string): Action {
  const told = { id: `${type} ${orderId}`, type, orderId };
  const isNews = status === 'ORDERED' && !contradictions;
  const name = isNews ? type : `${type}, late`;
  return { name, claimId, decides: isNews, run: async (driver) => (await driver.notify(told)).status };
}

/** A document comes, or a file that is not what it says. */
function upload(claimId: string, kind: string, genuine = true): Action {
  const body = { kind, filename: genuine ? 'a.jpg' : notWhatItSays, contentType: 'image/jpeg' };
  const call: Call = { route: 'POST /v1/claims/{claimId}/documents', params: { claimId }, as: customer, body };
  return {
    name: `customer: uploads ${genuine ? kind : `what is no ${kind}`}`,
    claimId,
    decides: false,
    async run(driver) {
      const { status, body: announced } = await driver.call(call);
      if (status === 201)
        await driver.receive(claimId, String(announced.documentId), announced.upload as Upload, genuine);
      return status;
    },
  };
}

/** What brings a claim nearer to its end, when everybody does their work, the first of them that is taken; none where there is only to wait. */
export function workOn(driver: Driver, claim: Claim): Action[] {
  const actions = actionsOf(driver, claim);
  const missing = claim.status === 'DOCUMENTS_REQUESTED' ? claim.documentsRequested : [];
  const sends = missing
    .filter((kind) => !claim.documentsReceived?.includes(kind))
    .map((kind) => `customer: uploads ${kind}`);
  return [...constructive, ...sends].flatMap((name) => actions.filter((action) => action.name === name));
}

const constructive = [
  'handover: resume',
  'survey: assessed',
  'injury-contact: contacted',
  'adjudication: approve',
  'adjudication: deny',
  'review: confirm',
  // The cover left may no longer carry what was proposed.
  'review: return',
  'payee-check: confirm',
  // Nothing is repaired while nobody knows what became of the last order.
  'payment-inquiry: unpaid',
  'payment-repair: retry',
  'customer: acceptance',
  'payment.paid',
];
