import { createCustomer } from '../../functions/customers/customer-store.ts';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { deliverReceipt } from '../unit/notifications/ledger.ts';
import { sesEvent } from '../unit/notifications/ses-event.ts';
import type { Caller } from './api.ts';
import { cny, handler, smallLoss, storyOf } from './claim-story.ts';
import type { House } from './house/house.ts';
import { listed } from './listed.ts';
import { motorPolicy, wang } from './portfolio.ts';

/** One of many customers, by a number, who has a policy of their own and reports a small loss on it. */
export async function claimant(house: House, number: number) {
  const [customerId, policyNumber] = [`cus_${number}`, `PM-${number}`];
  const phone = `+86139${String(number).padStart(8, '0')}`;
  const person = { ...wang, customerId, email: `${number}@example.com`, phone };
  await house.table.commit([...createCustomer(person), policies.create({ ...motorPolicy, policyNumber, customerId })]);
  const as: Caller = { role: 'customer', sub: `u-${number}`, customerId };
  const story = storyOf(house);
  const claimId = await story.report({ ...smallLoss, policyNumber }, as);
  const ofClaim = (route: string, body: object) =>
    house.call({ route: `POST /v1/claims/{claimId}/${route}`, params: { claimId }, as, body });

  return {
    claimId,
    async decide(decision: object, by = handler) {
      const taskId = String((await story.claim(claimId, by)).openTaskId);
      return house.call({ route: 'POST /v1/tasks/{taskId}/decision', params: { taskId }, as: by, body: decision });
    },
    async agree() {
      await this.decide({ outcome: 'approve', amount: cny(320_000) });
      return ofClaim('acceptance', {});
    },
    withdraw: () => ofClaim('withdrawal', { reason: '不再需要' }),
    pay: () => story.pay(claimId),
    async upload(kind: string) {
      const { body } = await ofClaim('documents', { kind, filename: 'a.jpg', contentType: 'image/jpeg' });
      await house.receive(claimId, String(body.documentId), undefined, `version-${body.documentId}`);
    },
    /** The provider tells that an email has arrived. */
    async delivered(template: string) {
      const found = (await listed(house.table, messagesOf(customerId))).find(
        (message) => message.template === template && message.channel === 'email',
      );
      if (!found) throw new Error(`No ${template}`);
      const timestamp = new Date(house.clock.now()).toISOString();
      await deliverReceipt(
        house.table,
        sesEvent('Delivery', found.messageId, { delivery: { timestamp } }, `ses-${found.messageId}`),
      );
    },
  };
}
