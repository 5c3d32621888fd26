import { system } from '../platform/events.ts';
import type { StepResult } from '../platform/steps.ts';
import type { Table } from '../platform/table.ts';
import { getPolicy } from '../policies/policy-store.ts';
import type { Claim, Track } from './claim.ts';
import { claimNotice } from './claim-notices.ts';
import { type ClaimSettings, claimSettings } from './claim-settings.ts';
import { changeClaim } from './claim-store.ts';
import { checkCover, triage } from './cover.ts';
import { openClaim } from './waiting.ts';

/** Where a triaged claim goes first, and how long each wait lasts: all the workflow needs to know of it. */
export interface Course {
  readonly route: 'survey' | 'injury' | 'adjudication';
  readonly adjudicators: 'claims-handler' | 'claims-supervisor';
  /** Seconds. */
  readonly timeouts: Readonly<Record<keyof ClaimSettings['taskHours'] | 'payment', number>>;
}

/** Registers a reported claim, checks its cover and sorts it, in one transaction; run again, it answers the same. */
export async function registerClaim(table: Table, claimId: string, now: Date): Promise<StepResult> {
  const claim = await openClaim(table, claimId);
  if (claim.track) return { output: course(claim, claim.track) };
  const policy = await getPolicy(table, claim.policyNumber);
  if (!policy) throw new Error(`The policy of claim ${claimId} is gone`);
  const doubts = checkCover(policy, claim, claimSettings);
  const track = triage(claim, doubts, claimSettings);
  const { claim: triaged, writes } = changeClaim(
    claim,
    [
      { happened: 'registered', set: { status: 'REGISTERED' } },
      { happened: 'triaged', set: { status: 'TRIAGED', track, doubts }, data: { track, doubts } },
      ...(track === 'fast-track' ? [{ happened: 'fast-tracked', set: { status: 'FAST_TRACK' as const } }] : []),
    ],
    system,
    now,
  );
  const notice = await claimNotice(table, triaged, 'claim-registered', { policyNumber: claim.policyNumber }, now);
  return { output: course(triaged, track), writes: [...writes, ...notice] };
}

function course(claim: Claim, track: Track): Course {
  const routes = { 'fast-track': 'adjudication', survey: 'survey', injury: 'injury', senior: 'adjudication' } as const;
  // A large loss that nobody doubts is looked at before a senior decides it.
  const large = track === 'senior' && (claim.doubts ?? []).length === 0;
  const senior = track === 'senior' || track === 'injury';
  const hours = { ...claimSettings.taskHours, payment: claimSettings.paymentAnswerHours };
  return {
    route: large ? 'survey' : routes[track],
    adjudicators: senior ? 'claims-supervisor' : 'claims-handler',
    timeouts: Object.fromEntries(
      Object.entries(hours).map(([kind, value]) => [kind, value * 3600]),
    ) as Course['timeouts'],
  };
}
