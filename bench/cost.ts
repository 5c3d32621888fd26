import type { Bill } from '@careline/sandbox';
import { type Careline, startCareline } from '../local/careline.ts';
import { ApiClient } from '../local/demo/api-client.ts';
import { customers, policies } from '../local/demo/portfolio.ts';
import { thousandClaims, wanted } from './thousand-claims.ts';

// `npm run bench:cost`: what AWS would bill for a claim, from the report to its end, as the sandbox counts it: one that is
// decided at the desk, and one that a surveyor looks at first. Lambda's durations are this machine's. It fails where a thousand
// of the first kind cost more than they may.

const HOUR = 3_600_000;
const sandbox = await startCareline();
try {
  const { counted, durations } = thousandClaims(await print('A fast-track claim', 320_000));
  await print('A surveyed claim', 1_800_000);
  const inAll = counted + durations;
  console.log(`\n1,000 fast-track claims without SES and SMS charges, clocks included: $${inAll.toFixed(6)}`);
  console.log(`  counted $${counted.toFixed(6)}, Lambda's durations here $${durations.toFixed(6)}`);
  if (inAll > wanted.inAll || counted > wanted.counted) {
    console.error(`They may cost $${wanted.inAll}, of it $${wanted.counted} without durations`);
    process.exitCode = 1;
  }
} finally {
  await sandbox.stop();
}

/** Plays a claim twice and prints the bill of the second, whose functions are warm; resolves to it. */
async function print(title: string, estimate: number): Promise<Bill> {
  await sandbox.reset();
  await seed();
  await play(sandbox, estimate, 3);
  // So long ago that nobody takes it for the same loss.
  const claimId = await play(sandbox, estimate, 100);
  const bill = sandbox.costs.bill({ caseId: claimId });
  console.log(`\n${title}: $${bill.total} (${bill.region}, prices of ${bill.pricesAsOf}, * not confirmed)\n`);
  for (const line of bill.lines.toSorted((one, other) => Number(other.amount) - Number(one.amount))) printLine(line);
  const texts = bill.byService.find(({ service }) => service === 'SNS')?.amount ?? '0';
  console.log(`\n  without texts: $${(Number(bill.total) - Number(texts)).toFixed(9)}`);
  console.log(`  not counted: ${bill.notCounted.join('; ')}`);
  return bill;
}

function printLine({ service, what, quantity, unit, price, amount }: Bill['lines'][number]): void {
  const mark = price?.verified ? ' ' : '*';
  const units = `${Number(quantity.toFixed(3))} ${unit}`.padStart(22);
  console.log(`  $${Number(amount).toFixed(9)}${mark} ${units}  ${service}: ${what}`);
}

async function seed(): Promise<void> {
  const integration = await ApiClient.of(sandbox, 'integration');
  await integration.post('/v1/customers/batch', { items: customers });
  await integration.post('/v1/policies/batch', { items: policies(sandbox.clock.now()) });
}

/** A claim on the first policy, reported some hours after the loss, to its end; resolves to its id. */
async function play({ clock }: Careline, estimate: number, hoursAgo: number): Promise<string> {
  const policyNumber = 'CAR-2026-0001';
  const { customerId } = await (await ApiClient.of(sandbox, 'integration')).get(`/v1/policies/${policyNumber}`);
  const customer = await ApiClient.of(sandbox, 'customer', { customerId: String(customerId) });
  const { claimId } = await customer.post('/v1/claims', {
    policyNumber,
    lossAt: new Date(clock.now() - hoursAgo * HOUR).toISOString(),
    cause: 'glass',
    description: '前挡风玻璃破碎',
    estimate: money(estimate),
    reporter: { name: '王小明', phone: '13800138000', relation: '本人' },
  });
  await clock.idle();
  const { track } = await (await ApiClient.of(sandbox, 'claims-handler')).get(`/v1/claims/${claimId}`);
  const assessed = { outcome: 'assessed', amount: money(estimate), findings: '前挡风玻璃及门框受损' };
  if (track === 'survey') await decide('surveyor', String(claimId), assessed);
  await decide('claims-handler', String(claimId), { outcome: 'approve', amount: money(estimate) });
  await customer.post(`/v1/claims/${claimId}/acceptance`, {});
  await clock.advance(60_000);
  const { status } = await customer.get(`/v1/claims/${claimId}`);
  if (status !== 'CLOSED') throw new Error(`The claim is ${status}`);
  return String(claimId);
}

async function decide(role: 'surveyor' | 'claims-handler', claimId: string, decision: object): Promise<void> {
  const person = await ApiClient.of(sandbox, role);
  const { items } = (await person.get(`/v1/tasks?queue=${role}`)) as { items: { taskId: string; caseId: string }[] };
  const task = items.find(({ caseId }) => caseId === claimId);
  if (!task) throw new Error(`There is no task for ${role}`);
  await person.post(`/v1/tasks/${task.taskId}/decision`, decision);
  await sandbox.clock.idle();
}

function money(amount: number) {
  return { amount, currency: 'CNY' };
}
