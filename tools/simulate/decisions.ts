import type { Claim } from '../../functions/claims/claim.ts';
import type { Money } from '../../functions/platform/money.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { Chance } from './chance.ts';
import type { Records } from './records.ts';

/** What a person decides on a task, as its kind takes it. */
export function decisionOn(task: Task, claim: Claim, records: Records, chance: Chance): object {
  const policy = policyOf(claim, records);
  switch (task.kind) {
    case 'survey':
      return { outcome: 'assessed', amount: assessed(claim, policy, chance), findings: '损失与报案相符' };
    case 'injury-contact':
      return { outcome: 'contacted', note: '已致电伤者' };
    case 'adjudication':
      return adjudicated(claim, policy, chance);
    case 'review':
      return { outcome: chance.happens(92) ? 'confirm' : 'return' };
    case 'payee-check':
      return chance.happens(85) ? { outcome: 'confirm' } : { outcome: 'reject', reason: '未提供关系证明' };
    case 'payment-repair':
      return { outcome: 'retry', note: '已与客户核对账户' };
    case 'payment-inquiry':
      return { outcome: 'unpaid', note: '银行退回，重新付款' };
    case 'reach-customer':
      return chance.happens(80)
        ? { outcome: 'reached', by: 'telephone' }
        : { outcome: 'not-reached', note: '无人接听' };
    case 'handover':
      return { outcome: 'resume' };
    default:
      throw new Error(`Nobody here decides a task of the kind ${task.kind}`);
  }
}

function adjudicated(claim: Claim, policy: Policy, chance: Chance): object {
  const wanted = missingOf(claim, policy);
  const doubted = 'doubts' in claim && (claim.doubts?.length ?? 0) > 0;
  const outcome = chance.weighted([
    [doubted ? 25 : 3, 'deny'],
    [wanted.length > 0 ? 14 : 0, 'ask'],
    [10, 'less'],
    [3, 'more'],
    [70, 'full'],
  ]);
  if (outcome === 'deny') return { outcome: 'deny', clause: '第七条', reasons: '不属于保险责任' };
  if (outcome === 'ask') return { outcome: 'request-documents', documents: wanted };
  const share = { less: chance.between(0.5, 0.9), more: chance.between(1.02, 1.15), full: 1 }[outcome];
  return approving(coveredBy(policy, scaled(lossOf(claim, policy), share)));
}

/** What may be asked for, once for a claim, and is not there yet. */
function missingOf(claim: Claim, { line }: Policy): readonly string[] {
  if ('documentsRequested' in claim && claim.documentsRequested) return [];
  const received: ReadonlySet<string> = new Set(claim.documentsReceived);
  return (papers[line] ?? ['photos', 'invoice']).filter((kind) => !received.has(kind));
}

const papers: Readonly<Record<string, readonly string[]>> = {
  motor: ['repair-invoice', 'driving-licence'],
  health: ['medical-record', 'medical-invoice'],
  accident: ['medical-record'],
};

function approving(amount: Money): object {
  return { outcome: 'approve', amount, breakdown: [{ label: 'assessed-loss', amount }], note: '按核定损失赔付' };
}

function assessed(claim: Claim, policy: Policy, chance: Chance): Money {
  return scaled(lossOf(claim, policy), chance.between(0.7, 1.2));
}

/** As it was assessed, or estimated, or, where nobody has said anything, a small part of what is insured. */
function lossOf(claim: Claim, { sumInsured }: Policy): Money {
  return ('assessed' in claim && claim.assessed) || claim.estimate || scaled(sumInsured, 0.005);
}

/** As far as the limit that is left goes. */
function coveredBy({ sumInsured, limitUsed }: Policy, amount: Money): Money {
  return { ...amount, amount: Math.max(1, Math.min(amount.amount, sumInsured.amount - limitUsed.amount)) };
}

function scaled(money: Money, share: number): Money {
  return { ...money, amount: Math.max(1, Math.round(money.amount * share)) };
}

function policyOf({ policyNumber }: Claim, { policies }: Records): Policy {
  const policy = policies.get(policyNumber);
  if (!policy) throw new Error(`There is no policy ${policyNumber}`);
  return policy;
}
