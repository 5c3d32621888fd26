import * as z from 'zod';
import { wrong } from '../platform/field-wordings.ts';
import { text } from '../platform/text.ts';

/** Whom to pay. Without an account the payment provider pays to the account it has on file for the customer. */
export const payee = z
  .strictObject({
    name: text(100),
    account: z
      .string()
      .regex(/^[0-9A-Z]{5,34}$/, wrong('account'))
      .optional(),
    bank: text(100).optional(),
  })
  .meta({ id: 'Payee' });
