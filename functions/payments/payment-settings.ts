import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };

const settings = z.object({
  /** How often an order without an answer is sent again before somebody is told. */
  paymentRepeats: z.int().min(1),
  /** For how many other claims somebody may be paid, in so many days before a claim is agreed, until a senior confirms them. */
  frequentPayee: z.object({ otherClaims: z.int().min(1), withinDays: z.int().min(1) }),
});

/** From the promise pack. */
export const { paymentRepeats, frequentPayee } = settings.parse(promises);
