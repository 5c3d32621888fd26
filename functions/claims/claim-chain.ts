import * as z from 'zod';
import { chainOf } from '../cases/chain/chain.ts';
import { caseStep, stepAt } from '../cases/entering.ts';
import { record, wakesAfter } from '../cases/world.ts';
import { awaitPayment } from '../payments/order.ts';
import { system } from '../platform/record/events.ts';
import { claimQueues } from './claim-queues.ts';
import { claimSettings } from './claim-settings.ts';
import { claims } from './claim-store.ts';
import { register } from './rules/registration.ts';
import { answerUntil, close, order, paidLate } from './rules/settlement.ts';
import { adjudication } from './tasks/adjudication.ts';
import { documents } from './tasks/documents.ts';
import { injuryContact } from './tasks/injury-contact.ts';
import { offer } from './tasks/offer.ts';
import { payeeCheck } from './tasks/payee-check.ts';
import { paymentInquiry } from './tasks/payment-inquiry.ts';
import { paymentRecovery } from './tasks/payment-recovery.ts';
import { paymentRepair } from './tasks/payment-repair.ts';
import { review } from './tasks/review.ts';
import { survey } from './tasks/survey.ts';

const paying = caseStep.extend({ taskToken: z.string() });

/** Orders the payment and waits for the provider. While an order is open it is taken over, never followed by another. */
const payClaim = stepAt(claims, paying, (world, { taskToken }, now) => {
  const until = answerUntil(now);
  const { payment } = world.reads;
  if (payment?.status === 'ORDERED') {
    return { writes: [...awaitPayment(payment, taskToken, now), claims.wakes(world.it, wakesAfter(until))] };
  }
  return {
    writes: record(claims, world, [order(world, taskToken, wakesAfter(until), now)], { actor: system, now, until })
      .writes,
  };
});

const closeClaim = stepAt(claims, caseStep, (world, _given, now) => ({
  writes: record(claims, world, close(world), { actor: system, now }).writes,
}));

/** Claims as a chain of work: what the workflow claim-lifecycle calls, and what people do for it. */
export const claimChain = chainOf({
  store: claims,
  queues: Object.values(claimQueues),
  registers: (world) => register(world, claimSettings),
  kinds: [survey, injuryContact, adjudication, review, documents, offer, payeeCheck, paymentRepair],
  followUps: [paymentInquiry, paymentRecovery],
  answered: paidLate,
  steps: { payClaim, closeClaim },
});
