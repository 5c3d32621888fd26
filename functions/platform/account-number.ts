import * as z from 'zod';
import { isIban, wrongInIban } from './iban.ts';
import { says } from './platform-wordings.ts';
import { type Wording, wrong } from './wording.ts';

/** As people write it: with spaces and hyphens, in full width, in small letters. */
const written = /^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s\-‐-―−－]{5,60}$/;
const compact = /^[0-9A-Z]{5,34}$/;

/** UnionPay has 16 to 19 digits from 62; JCB, Visa, Mastercard and others have 16 from 3 to 6. Company accounts look otherwise. */
const card = /^(62\d{14,17}|[3-6]\d{15})$/;

/**
 * A bank account or card, as people write it, kept without what only helps to read it. A card must have its Luhn digit and
 * an IBAN its country's length and its check digits, so that a slip of the hand is told before a payment fails; what
 * else banks give as an account is taken as it is.
 */
export const accountNumber = z
  .string()
  .regex(written, { ...wrong(says.account), abort: true })
  .overwrite((value) =>
    value
      .normalize('NFKC')
      .replaceAll(/[^0-9A-Za-z]/g, '')
      .toUpperCase(),
  )
  .refine((value) => compact.test(value), { ...wrong(says.account), abort: true })
  .check(({ value, issues }) => {
    const detail = wrongIn(value);
    if (detail) issues.push({ code: 'custom', input: value, message: wrong(detail).error });
  })
  .meta({ maxLength: 60, example: '6222 0202 0011 2233 446' });

/** The last four, by which people know it again: all that anybody is shown of an account. */
export function endingOf(account: string): string {
  return account.slice(-4);
}

function wrongIn(account: string): Wording | undefined {
  if (isIban(account)) return wrongInIban(account);
  return card.test(account) && !hasLuhnDigit(account) ? says.cardCheck : undefined;
}

/** ISO/IEC 7812: from the right every other digit counts double, and its digits are added. */
function hasLuhnDigit(account: string): boolean {
  const sum = [...account].reverse().reduce((total, character, index) => {
    const digit = Number(character) * (1 + (index % 2));
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
