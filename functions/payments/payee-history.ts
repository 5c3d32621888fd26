import * as z from 'zod';
import { derivedId } from '../platform/ids.ts';
import { money } from '../platform/money.ts';
import { entity } from '../platform/record/entity.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { type Payment, paymentStatuses } from './payment.ts';
import { frequentPayee } from './payment-settings.ts';

const DAY = 86_400_000;
/** More than these are not needed to see that they are many. */
const MOST = 50;

const common = {
  entryId: z.string(),
  /** Who: a hash, for an account number must stand in no key and in no index. */
  payeeId: z.string(),
  caseId: z.string(),
  reference: z.string(),
  at: z.iso.datetime(),
};

/** What was with a payee: an order for a case, as it stands, or somebody has looked at all there was and confirmed them. */
const entrySchema = z.discriminatedUnion('what', [
  z.object({ ...common, what: z.literal('order'), amount: money, status: z.enum(paymentStatuses) }),
  z.object({ ...common, what: z.literal('confirmation') }),
]);
export type PayeeEntry = Readonly<z.infer<typeof entrySchema>>;

/** Kept no longer than anybody asks: a case may stand still for a while before its payee is looked at. */
const entries = entity({
  type: 'payee-entry',
  schema: entrySchema,
  id: ({ entryId }) => entryId,
  indexes: ({ payeeId, at, entryId }) => ({ GSI3: [partition(payeeId), `${at}#${entryId}`] }),
  expires: ({ at }) => new Date(Date.parse(at) + 2 * frequentPayee.withinDays * DAY),
});

/** Whom an order pays: an account, whosever name is given with it, or else the account that the provider has of the customer. */
export interface Payable {
  readonly customerId: string;
  readonly account?: string | undefined;
}

/** The write that remembers an order, or how it stands now; the order itself guards it. */
export function remembered({
  orderId,
  caseId,
  reference,
  customerId,
  payee,
  amount,
  status,
  createdAt,
}: Payment): Write {
  const payeeId = payeeIdOf({ customerId, account: payee.account });
  return entries.put({ what: 'order', entryId: orderId, payeeId, caseId, reference, amount, status, at: createdAt });
}

/** The write that remembers that somebody has confirmed the payee of a case; the case guards it. */
export function confirmed(
  payable: Payable,
  { caseId, reference }: Pick<Payment, 'caseId' | 'reference'>,
  now: Date,
): Write {
  const [payeeId, at] = [payeeIdOf(payable), now.toISOString()];
  const entryId = derivedId('pcf', payeeId, caseId, at);
  return entries.put({ what: 'confirmation', entryId, payeeId, caseId, reference, at });
}

/** What was with a payee from a time on, newest first. */
export async function payeeHistory(table: Table, payable: Payable, from: string): Promise<PayeeEntry[]> {
  const range = { index: 'GSI3', partition: partition(payeeIdOf(payable)), newestFirst: true, limit: MOST } as const;
  const { items } = await table.query(range);
  return items.map(entries.parse).filter(({ at }) => at >= from);
}

function payeeIdOf({ customerId, account }: Payable): string {
  return account === undefined ? derivedId('pye', 'customer', customerId) : derivedId('pye', 'account', account);
}

function partition(payeeId: string): string {
  return `PAYEE#${payeeId}`;
}
