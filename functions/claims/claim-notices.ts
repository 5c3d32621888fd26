import { getCustomer } from '../customers/customer-store.ts';
import { messageWrites } from '../notifications/message.ts';
import type { ModelInput, TemplateName } from '../notifications/templates/models.ts';
import type { Table, Write } from '../platform/table.ts';
import type { Claim } from './claim.ts';

/**
 * The messages that tell the policyholder of a claim's change; written in the transaction of the change. The claim's new
 * version is their key: a repeated change cannot tell itself twice.
 */
export async function claimNotice<Name extends TemplateName>(
  table: Table,
  claim: Claim,
  template: Name,
  model: Omit<ModelInput<Name>, 'reference'>,
  now: Date,
  key = String(claim.version),
): Promise<Write[]> {
  const customer = await getCustomer(table, claim.customerId);
  if (!customer) throw new Error(`The customer of claim ${claim.claimId} is gone`);
  const full = { ...model, reference: claim.reference } as ModelInput<Name>;
  return messageWrites({ customer, template, model: full, caseId: claim.claimId, key, now });
}
