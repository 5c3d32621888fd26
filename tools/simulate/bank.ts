import type { Payment } from '../../functions/payments/payment.ts';
import type { Money } from '../../functions/platform/money.ts';
import { afterWork } from './office-hours.ts';
import type { Scene } from './scene.ts';

/** What the bank has moved for an order: paid out, or sent back again. */
export interface Movement {
  readonly orderId: string;
  readonly kind: 'paid' | 'returned';
  readonly amount: Money;
}

/** The provider pays what is ordered, mostly; some accounts do not exist, and a few payments come back. Gives its own book. */
export function playBank(scene: Scene): Movement[] {
  const book: Movement[] = [];
  scene.records.onPayment((payment) => {
    const chance = scene.chanceOf(`bank ${payment.orderId}`);
    const answers = afterWork(scene.now(), chance.between(0.2, 8));
    if (chance.happens(payment.attempt === 1 ? 5 : 10)) {
      scene.agenda.plan(answers, () => tell(scene, payment, 'payment.failed'));
      return;
    }
    scene.agenda.plan(answers, () => move(scene, book, payment, 'paid'));
    if (payment.attempt > 1 || !chance.happens(2)) return;
    scene.agenda.plan(afterWork(answers, chance.between(6, 20)), () => move(scene, book, payment, 'returned'));
  });
  return book;
}

async function move(scene: Scene, book: Movement[], payment: Payment, kind: Movement['kind']): Promise<void> {
  book.push({ orderId: payment.orderId, kind, amount: payment.amount });
  await tell(scene, payment, `payment.${kind}`);
}

async function tell({ house }: Scene, { orderId }: Payment, type: string): Promise<void> {
  const { status } = await house.notify({ id: `${type} ${orderId}`, type, orderId });
  if (status >= 300) throw new Error(`The bank's ${type} of ${orderId} was answered ${status}`);
}
