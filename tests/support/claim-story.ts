import { messagesOf } from '../../functions/notifications/message-store.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import type { Caller } from './api.ts';
import type { House } from './house/house.ts';
import { listed } from './listed.ts';
import { wang } from './portfolio.ts';

export const customer: Caller = { role: 'customer', sub: 'u-wang', customerId: wang.customerId };
export const handler: Caller = { role: 'claims-handler', sub: 'u-li', name: '李处理', branchId: 'HQ' };
export const supervisor: Caller = { role: 'claims-supervisor', sub: 'u-zhao', name: '赵主管', branchId: 'HQ' };
export const surveyor: Caller = { role: 'surveyor', sub: 'u-sun', name: '孙查勘', branchId: 'HQ' };

export const cny = (amount: number) => ({ amount, currency: 'CNY' });

export const smallLoss = {
  policyNumber: 'PM-1',
  lossAt: '2026-11-20T08:30:00+08:00',
  cause: 'glass',
  description: '停车时前挡风玻璃被石子击碎',
  estimate: cny(320_000),
  reporter: { name: '王小明', phone: '13800138000', relation: '被保险人' },
};

/** An approval of an amount that is made up of one part, with a note for where it is above the loss. */
export const approving = (amount: number, given: object = {}) => ({
  outcome: 'approve',
  amount: cny(amount),
  breakdown: [{ label: 'repair-cost', amount: cny(amount) }],
  note: '按维修清单核定',
  ...given,
});

/** The words in which the claim tests are told. */
export function storyOf(house: House) {
  const claimPath = (claimId: string, route: string, body: unknown = {}, as = customer) =>
    house.call({ route: `POST /v1/claims/{claimId}/${route}`, params: { claimId }, as, body });

  return {
    async report(loss: object = smallLoss, as = customer): Promise<string> {
      const { status, body } = await house.call({ route: 'POST /v1/claims', as, body: loss });
      if (status !== 201) throw new Error(`Reported with ${status}: ${JSON.stringify(body)}`);
      return String(body.claimId);
    },
    async claim(claimId: string, as = handler) {
      return (await house.call({ route: 'GET /v1/claims/{claimId}', params: { claimId }, as })).body as Record<
        string,
        unknown
      >;
    },
    async openTask(queue: string, as = supervisor) {
      const answer = await house.call({ route: 'GET /v1/tasks', as, query: { queue } });
      return (answer.body.items as unknown as Record<string, unknown>[]).at(0) as {
        taskId: string;
        kind: string;
        version: number;
      } & Record<string, unknown>;
    },
    async decide(queue: string, decision: object, as: Caller) {
      const { taskId } = await this.openTask(queue);
      return house.call({ route: 'POST /v1/tasks/{taskId}/decision', params: { taskId }, as, body: decision });
    },
    accept: (claimId: string, payee?: object) => claimPath(claimId, 'acceptance', payee && { payee }),
    dispute: (claimId: string) => claimPath(claimId, 'dispute', { reason: '金额偏低' }),
    withdraw: (claimId: string, as = customer) => claimPath(claimId, 'withdrawal', { reason: '不再需要' }, as),
    async pay(claimId: string) {
      const orderId = String((await this.claim(claimId)).paymentOrderId);
      return house.notify({ id: `notice-${orderId}`, type: 'payment.paid', orderId });
    },
    async timeline(claimId: string, as = handler): Promise<string[]> {
      const answer = await house.call({
        route: 'GET /v1/claims/{claimId}/timeline',
        params: { claimId },
        as,
        query: { limit: '100' },
      });
      return (answer.body.items as unknown as { type: string }[]).map(({ type }) =>
        type.replace('claim.', '').replace('.v1', ''),
      );
    },
    /** The messages in the ledger, oldest first. */
    async messages(): Promise<{ template: string; channel: string }[]> {
      return (await listed(house.table, messagesOf(wang.customerId))).reverse();
    },
    async limitUsed(): Promise<number> {
      return (await policies.get(house.table, 'PM-1'))?.limitUsed.amount ?? Number.NaN;
    },
  };
}
