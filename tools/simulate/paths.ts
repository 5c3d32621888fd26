import type { Claim } from '../../functions/claims/claim.ts';
import { isComplete } from '../../functions/claims/evidence/document.ts';
import { type Count, countsOf } from './counts.ts';
import type { Stored, Told } from './records.ts';

const DAY = 86_400_000;
/** Documents that take longer than this are told apart. */
const LATE = 14 * DAY;

/** What turns a claim's way, by the event that tells of it. */
const turns: Readonly<Record<string, string>> = {
  'claim.documents-requested.v1': 'documents asked',
  'claim.decision-proposed.v1': 'second person',
  'claim.decision-returned.v1': 'decision returned',
  'claim.denied.v1': 'denied',
  'claim.disputed.v1': 'disputed',
  'claim.payee-confirmed.v1': 'payee confirmed',
  'claim.payee-rejected.v1': 'payee rejected',
  'claim.payment-failed.v1': 'payment failed',
  'claim.payment-repaired.v1': 'payment repaired',
  'claim.payment-contradicted.v1': 'payment returned',
};

export interface Paths {
  readonly tracks: readonly Count[];
  readonly turns: readonly Count[];
  readonly ends: readonly Count[];
  /** Track, turns in their order, and end, as one. */
  readonly whole: readonly Count[];
}

/** The ways that claims took. */
export function pathsOf(records: Pick<Stored, 'claims' | 'events'>): Paths {
  const events = Map.groupBy(records.events, ({ caseId }) => caseId);
  const taken = [...records.claims.values()].map((claim) => {
    const track = ('track' in claim && claim.track) || 'not sorted';
    return { track, turns: turnsOf(claim, events.get(claim.claimId) ?? []), end: endOf(claim) };
  });
  return {
    tracks: countsOf(taken.map(({ track }) => track)),
    turns: countsOf(taken.flatMap((path) => path.turns)),
    ends: countsOf(taken.map(({ end }) => end)),
    whole: countsOf(taken.map(({ track, turns: turned, end }) => [track, ...turned, end].join(', '))),
  };
}

/** Each once, in the order of its first. */
function turnsOf(claim: Claim, events: readonly Told[]): string[] {
  const named = events.flatMap(({ type }) => turns[type] ?? []);
  return [...new Set([...named, ...documentsOf(claim, events)])];
}

function documentsOf(claim: Claim, events: readonly Told[]): string[] {
  const asked = events.find(({ type }) => type === 'claim.documents-requested.v1');
  if (!asked) return [];
  if (!isComplete(claim)) return ['documents missing'];
  const last = events.findLast(({ type }) => type === 'claim.document-received.v1');
  return last && Date.parse(last.at) - Date.parse(asked.at) > LATE ? ['documents late'] : [];
}

function endOf(claim: Claim): string {
  if (claim.status === 'WITHDRAWN') return 'withdrawn';
  if (claim.status !== 'CLOSED') return `open at ${claim.status}`;
  return claim.paid ? 'paid' : 'closed unpaid';
}
