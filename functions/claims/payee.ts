import * as z from 'zod';
import { text } from '../platform/text.ts';
import { wrong } from '../platform/wording.ts';
import { says } from './field-wordings.ts';

/** Whom to pay. Without an account the payment provider pays to the account it has on file for the customer. */
export const payee = z
  .strictObject({
    name: text(100),
    account: z
      .string()
      .regex(/^[0-9A-Z]{5,34}$/, wrong(says.account))
      .optional(),
    bank: text(100).optional(),
  })
  .meta({ id: 'Payee' });
