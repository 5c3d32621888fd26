import type { Claim } from '../../functions/claims/claim.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import { isThere } from '../../functions/organisation/staff/leave.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { assertClocks } from './clocks.ts';
import type { Driver } from './driver.ts';

/** A case in motion is woken within this time. */
const MOTION = 16 * 60_000;
/** The name of files whose content is no photo. */
export const notWhatItSays = 'no-photo.jpg';
/** The finder looks each hour. */
const LOOK = 61 * 60_000;

/**
 * What must hold whenever nothing is under way: each open case has a wait whose token its record holds, or is in motion
 * and will be woken, or waits for a person's decision that will have its effect; and one wait has one open task.
 */
export async function assertInvariants(driver: Driver): Promise<void> {
  for (const claim of driver.records.claims()) {
    assertProven(driver, claim);
    assertClocks(driver, claim, hasEnded(claim));
    for (const task of driver.records.tasks(claim.claimId)) assertAtWork(driver, claim, task);
    // What is found out beside its workflow may outlive it.
    const open = driver.records.tasks(claim.claimId).filter(({ status, followsUp }) => status === 'OPEN' && !followsUp);
    const known = open.map(({ taskId }) => taskId);
    if (hasEnded(claim)) {
      assert(known.length === 0, claim, `it has ended and its tasks are open: ${known}`);
      assert(claim.wakeAt === undefined, claim, 'it has ended and will be woken');
      continue;
    }
    assert(known.length < 2, claim, `two tasks are open for one wait: ${known}`);
    assert(
      known.every((taskId) => taskId === claim.openTaskId),
      claim,
      'it does not know its open task',
    );
    assert(claim.wakeAt !== undefined, claim, 'it is never woken');
    const standing = await standingOf(driver, claim, open[0]?.taskToken);
    assert(standing !== 'nowhere', claim, 'nobody and nothing goes on with it');
  }
  assertMoney(driver);
}

type Standing = 'waits' | 'moves' | 'for a person' | 'halted' | 'nowhere';

async function standingOf(driver: Driver, claim: Claim, openToken: string | undefined): Promise<Standing> {
  if (claim.halted) return 'halted';
  const { status, token } = await driver.execution(claims.executionName(claim));
  const order = driver.records.payments(claim.claimId).find((payment) => payment.status === 'ORDERED');
  if (status === 'RUNNING' && token !== undefined && [openToken, order?.taskToken].includes(token)) return 'waits';
  if (Date.parse(claim.wakeAt ?? '') <= driver.now() + MOTION) return 'moves';
  // Its wait may be gone; a decision is stored first, and sets the case in motion.
  const open = driver.records.tasks(claim.claimId).some((task) => task.status === 'OPEN');
  return open || order ? 'for a person' : 'nowhere';
}

/** A document counts as received where a file came that is what it says; what lies under quarantine completes nothing. */
function assertProven({ records }: Driver, claim: Claim): void {
  const came = records.documents(claim.claimId).filter(({ status }) => status === 'RECEIVED');
  const received = came.filter(({ filename }) => filename !== notWhatItSays);
  for (const kind of claim.documentsReceived ?? []) {
    assert(
      received.some((document) => document.kind === kind),
      claim,
      `${kind} counts as received, and did not come`,
    );
  }
}

/** What somebody on leave has is passed on within the hour. */
function assertAtWork({ records, now }: Driver, claim: Claim, { status, assignee, kind }: Task): void {
  if (status !== 'OPEN' || !assignee) return;
  const member = records.member(assignee.sub);
  if (isThere(member, new Date(now()))) return;
  const isSeen = member.wakeAt !== undefined && Date.parse(member.wakeAt) > now() - LOOK;
  assert(isSeen, claim, `its ${kind} lies with ${assignee.name}, who is on leave`);
}

/** Paid is at most what was approved, nothing is paid twice, and each term's limit is used by what its own claims hold. */
function assertMoney({ records }: Driver): void {
  const held = new Map<number, number>();
  for (const claim of records.claims()) {
    const orders = records.payments(claim.claimId);
    const paid = orders.filter(({ status }) => status === 'PAID');
    // What the provider contradicts may have been paid beside another order: then somebody knows.
    const unseen = paid.filter(({ contradictions }) => !contradictions);
    assert(unseen.length < 2, claim, 'it is paid twice, and nobody knows');
    for (const { inquiry } of orders.filter(({ contradictions }) => contradictions)) {
      const asked = inquiry === undefined || records.tasks(claim.claimId).some(({ taskId }) => taskId === inquiry);
      assert(asked, claim, 'an order is contradicted, and nobody is asked');
    }
    const approved = 'approved' in claim ? (claim.approved?.amount ?? 0) : 0;
    for (const { amount } of paid) assert(amount.amount <= approved, claim, 'more is paid than was approved');
    const reserved = 'reserved' in claim ? claim.reserved.amount : 0;
    const holds = 'paid' in claim && claim.paid ? claim.paid.amount : reserved;
    held.set(claim.policyTerm, (held.get(claim.policyTerm) ?? 0) + holds);
  }
  for (const { term, limitUsed } of records.terms()) {
    const holds = held.get(term) ?? 0;
    if (limitUsed.amount === holds) continue;
    throw new Error(`${limitUsed.amount} of term ${term} is used, and ${holds} held by its claims`);
  }
}

export function hasEnded({ status }: Claim): boolean {
  return status === 'CLOSED' || status === 'WITHDRAWN';
}

function assert(holds: boolean, claim: Claim, what: string): void {
  if (!holds) throw new Error(`Claim ${claim.claimId} is ${claim.status}: ${what}`);
}
