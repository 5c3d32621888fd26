import { DomainError } from '../platform/problems.ts';
import type { Message } from './message.ts';
import { says } from './message-wordings.ts';
import type { SendOutcome } from './providers/send-outcome.ts';

/** What a provider's own event tells of a message. */
export interface Receipt {
  readonly kind: 'accepted' | 'rejected' | 'bounced-transient' | 'delivered' | 'complained' | 'bounced-permanent';
  readonly providerMessageId: string;
  /** When the provider took the message. */
  readonly acceptedAt: string;
  readonly at: string;
  readonly reason?: string;
}

/** PENDING → SENDING, by whoever is about to send it. Throws `illegal-state` for any other. */
export function taken(message: Message): Message {
  if (message.status !== 'PENDING') throw new DomainError('illegal-state', says.notPending(message.status));
  return changed(message, { status: 'SENDING', attempts: message.attempts + 1 });
}

/** SENDING → UNCERTAIN: whoever took it never told how it ended, so it may have been sent. Any other stays as it is. */
export function interrupted(message: Message): Message {
  if (message.status !== 'SENDING') return message;
  return changed(message, { status: 'UNCERTAIN', reason: 'interrupted' });
}

/**
 * What the one who took the message learned from sending it. It knows better than an UNCERTAIN that another delivery of
 * the same record left behind, and no better than the provider's events, which may have come first.
 */
export function concluded(message: Message, outcome: SendOutcome, now: Date): Message {
  const open = message.status === 'SENDING' || message.status === 'UNCERTAIN';
  if (outcome.kind === 'sent') {
    if (!open && message.providerMessageId) return message;
    const state: Change = open ? { status: 'SENT' } : kept(message);
    return changed(message, { ...state, providerMessageId: outcome.providerMessageId, sentAt: now.toISOString() });
  }
  if (!open) return message;
  const { reason } = outcome;
  if (outcome.kind === 'refused') {
    return changed(message, { status: 'FAILED', reason, settledAt: now.toISOString() });
  }
  if (outcome.kind === 'deferred') return changed(message, { status: 'PENDING', reason });
  return changed(message, { status: 'UNCERTAIN', reason });
}

/**
 * Events come more than once and in any order, so the strongest receipt stands. A server that took a message may still
 * return it later, so a permanent bounce beats a delivery; an out-of-office reply counts as a transient bounce, so a
 * delivery beats that one. A complaint comes from somebody who got the message.
 */
const strength = {
  accepted: 1,
  rejected: 2,
  'bounced-transient': 3,
  delivered: 4,
  complained: 4,
  'bounced-permanent': 5,
} as const satisfies Record<Receipt['kind'], number>;

/** The message in the light of a provider's event; the same object when that tells nothing new. */
export function received(message: Message, receipt: Receipt): Message {
  const told = strength[receipt.kind];
  const stands = strengthOf(message);
  const next = {
    providerMessageId: message.providerMessageId ?? receipt.providerMessageId,
    sentAt: message.sentAt ?? receipt.acceptedAt,
    ...(told > stands ? outcomeOf(receipt) : kept(message)),
    ...(told === stands && told > 1 && { settledAt: earlier(message.settledAt, receipt.at) }),
    ...(receipt.kind === 'complained' && { complainedAt: earlier(message.complainedAt, receipt.at) }),
  };
  const known: Readonly<Record<string, unknown>> = message;
  const same = Object.entries(next).every(([field, value]) => known[field] === value);
  return same ? message : changed(message, next);
}

function strengthOf({ status, bounce }: Message): number {
  if (status === 'SENT') return strength.accepted;
  if (status === 'FAILED') return strength.rejected;
  if (status === 'DELIVERED') return strength.delivered;
  if (status === 'BOUNCED') return strength[bounce === 'transient' ? 'bounced-transient' : 'bounced-permanent'];
  return 0;
}

function outcomeOf({ kind, at, reason }: Receipt): Change {
  const why = reason === undefined ? {} : { reason };
  if (kind === 'accepted') return { status: 'SENT' };
  if (kind === 'rejected') return { status: 'FAILED', settledAt: at, ...why };
  if (kind === 'bounced-transient') return { status: 'BOUNCED', bounce: 'transient', settledAt: at, ...why };
  if (kind === 'bounced-permanent') return { status: 'BOUNCED', bounce: 'permanent', settledAt: at, ...why };
  return { status: 'DELIVERED', settledAt: at };
}

type Change = Pick<Message, 'status'> & Partial<Message>;

function kept({ status, reason, bounce }: Message): Change {
  return { status, ...(reason !== undefined && { reason }), ...(bounce && { bounce }) };
}

/** A reason and a kind of bounce belong to a status and go with it; the rest is kept. */
function changed({ reason, bounce, ...message }: Message, change: Change): Message {
  return { ...message, ...change };
}

function earlier(known: string | undefined, told: string): string {
  return known !== undefined && known < told ? known : told;
}
