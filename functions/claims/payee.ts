import * as z from 'zod';
import { accountNumber, endingOf } from '../platform/account-number.ts';
import { text } from '../platform/text.ts';
import { described } from '../platform/wording.ts';

/** What somebody who is paid in the customer's place is to the customer. */
export const payeeRelations = [
  'spouse',
  'parent',
  'child',
  'sibling',
  'employer',
  'repair-shop',
  'hospital',
  'beneficiary',
  'legal-representative',
  'other',
] as const;

/** Whom to pay. Without an account the payment provider pays to the account it has on file for the customer. */
export const payee = z.lazy(() =>
  z
    .strictObject({
      name: text(100),
      account: accountNumber.optional().meta({
        ...described({
          en: 'As you write it: spaces and hyphens are left out. A card is checked by its Luhn digit, an IBAN by length and check digits',
          'zh-CN': '可按习惯书写，空格与连字符将自动去除；银行卡号按 Luhn 校验，IBAN 按长度与校验位校验',
        }),
      }),
      bank: text(100).optional(),
      relation: z
        .enum(payeeRelations)
        .optional()
        .meta({
          ...described({
            en: 'To the customer; required of anybody else, whom a person then confirms before the payment',
            'zh-CN': '与客户的关系；收款人非客户本人时必填，付款前须经人工核实',
          }),
        }),
    })
    .meta({ id: 'Payee' }),
);

/** The same as it is kept: an account may be one that was taken before they were checked. */
export const storedPayee = z.lazy(() =>
  z.object({
    name: z.string(),
    account: z.string().optional(),
    bank: z.string().optional(),
    relation: z.enum(payeeRelations).optional(),
  }),
);
export type Payee = z.infer<typeof storedPayee>;

/** What staff are shown of it. */
export const payeeView = z.lazy(() =>
  storedPayee
    .unwrap()
    .omit({ account: true })
    .extend({
      accountEnding: z
        .string()
        .optional()
        .meta({ ...described({ en: 'The last four of the account', 'zh-CN': '账号后四位' }) }),
    })
    .meta({ id: 'PayeeView' }),
);

/** A payee without the account, of which the last four are left. */
export function shownPayee({ account, ...payee }: Payee): z.infer<typeof payeeView> {
  return account === undefined ? payee : { ...payee, accountEnding: endingOf(account) };
}

/** A decision as its task keeps it: the account is the claim's. */
export function withoutAccount(decision: { readonly payee?: Payee | undefined }): Readonly<Record<string, unknown>> {
  if (!decision.payee) return decision;
  const { account, ...payee } = decision.payee;
  return { ...decision, payee };
}
