import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };

/** How often an order without an answer is sent again before somebody is told, from the promise pack. */
export const { paymentRepeats } = z.object({ paymentRepeats: z.int().min(1) }).parse(promises);
