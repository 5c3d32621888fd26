import { deliverReceipt, invokeSender } from '../../tests/unit/notifications/ledger.ts';
import { hardBounce, sesEvent } from '../../tests/unit/notifications/ses-event.ts';
import { Chance } from './chance.ts';
import { hashOf, type Scene } from './scene.ts';

/** Seconds from the sending of an email until its receipt. */
const [SOON, LATE] = [5, 90];

/** Messages are sent by the product's own sender; emails arrive, but for a few addresses that are dead. */
export function playPost(scene: Scene): void {
  const { table, clock } = scene.house;
  const now = () => new Date(scene.now());
  const sent = async ({ messageId }: { readonly messageId: string }) =>
    ({ kind: 'sent', providerMessageId: `post-${messageId}` }) as const;
  scene.records.onMessage(({ messageId, customerId, channel, to }, record) => {
    const chance = scene.chanceOf(`message ${messageId}`);
    const arrives = scene.now() + Math.round(chance.between(SOON, LATE) * 1000);
    clock.start(() => invokeSender({ table, clock: now, email: sent, sms: sent }, [record]));
    if (channel === 'sms') return;
    // The same for all that goes to an address, and none of the staff's.
    const isDead = customerId !== undefined && new Chance(hashOf(to)).happens(1);
    clock.schedule(arrives, () => deliverReceipt(table, receiptOf(messageId, isDead, now()), now));
  });
}

function receiptOf(messageId: string, isDead: boolean, at: Date): object {
  const timestamp = at.toISOString();
  const told = isDead
    ? sesEvent('Bounce', messageId, { bounce: { ...hardBounce.bounce, timestamp } }, `post-${messageId}`)
    : sesEvent('Delivery', messageId, { delivery: { timestamp } }, `post-${messageId}`);
  return { ...told, mail: { ...told.mail, timestamp } };
}
