import * as z from 'zod';
import { instant } from '../platform/instant.ts';
import { money } from '../platform/money.ts';

const reference = { providerReference: z.string().min(1).max(100) };
const known = { orderId: z.string(), amount: money };

/**
 * How an order stands with the provider: taken, being paid, paid, failed for good, sent or taken back, or nothing that the provider knows of; the
 * last may still come, for an order is sent until it is taken.
 */
export const orderStatus = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['ordered', 'pending']), ...known, ...reference }),
  z.object({ status: z.literal('paid'), ...known, ...reference, paidAt: instant }),
  z.object({
    status: z.enum(['failed', 'returned', 'reversed']),
    ...known,
    ...reference,
    reason: z.string().max(300).optional(),
  }),
  z.object({ status: z.literal('unknown'), orderId: z.string() }),
]);
export type OrderStatus = z.infer<typeof orderStatus>;
