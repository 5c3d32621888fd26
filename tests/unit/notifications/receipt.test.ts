import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../../functions/notifications/message.ts';
import { type Receipt, received } from '../../../functions/notifications/transitions.ts';
import { aMessage } from '../../support/record-fixtures.ts';

const acceptedAt = '2026-11-22T07:50:00.000Z';
const earlier = '2026-11-22T07:51:00.000Z';
const at = '2026-11-22T07:52:00.000Z';
const later = '2026-11-22T07:53:00.000Z';

const sent = { providerMessageId: 'ses-1', sentAt: acceptedAt };
const known: Record<string, Partial<Message>> = {
  UNCERTAIN: { status: 'UNCERTAIN', reason: 'TimeoutError' },
  SENDING: { status: 'SENDING' },
  SENT: { ...sent, status: 'SENT' },
  FAILED: { ...sent, status: 'FAILED', reason: 'Reject', settledAt: at },
  'BOUNCED for now': { ...sent, status: 'BOUNCED', bounce: 'transient', reason: 'MailboxFull', settledAt: at },
  DELIVERED: { ...sent, status: 'DELIVERED', settledAt: at },
  'BOUNCED for good': { ...sent, status: 'BOUNCED', bounce: 'permanent', reason: 'General', settledAt: at },
};
const outcomes = {
  accepted: { status: 'SENT' },
  rejected: { status: 'FAILED', reason: 'why', settledAt: later },
  'bounced-transient': { status: 'BOUNCED', bounce: 'transient', reason: 'why', settledAt: later },
  delivered: { status: 'DELIVERED', settledAt: later },
  complained: { status: 'DELIVERED', settledAt: later, complainedAt: later },
  'bounced-permanent': { status: 'BOUNCED', bounce: 'permanent', reason: 'why', settledAt: later },
} as const;
type Kind = Receipt['kind'];
const kinds = Object.keys(outcomes) as Kind[];

describe('the strongest receipt stands', () => {
  test.each<[string, Kind[]]>([
    ['UNCERTAIN', kinds],
    ['SENDING', kinds],
    ['SENT', kinds.slice(1)],
    ['FAILED', kinds.slice(2)],
    ['BOUNCED for now', kinds.slice(3)],
    ['DELIVERED', ['bounced-permanent']],
  ])('a message that is %s becomes what %j says', (state, stronger) => {
    const { reason, bounce, ...message } = aMessage(known[state]);
    for (const kind of stronger) {
      expect(received(aMessage(known[state]), receipt(kind, later))).toEqual({
        ...message,
        ...sent,
        ...outcomes[kind],
      });
    }
  });

  test.each<[string, Kind[]]>([
    ['SENT', ['accepted']],
    ['FAILED', ['accepted']],
    ['BOUNCED for now', ['accepted', 'rejected']],
    ['DELIVERED', ['accepted', 'rejected', 'bounced-transient']],
    ['BOUNCED for good', ['accepted', 'rejected', 'bounced-transient', 'delivered']],
  ])('a message that is %s is left as it is by %j, however early that was', (state, weaker) => {
    const message = aMessage(known[state]);
    for (const kind of weaker) expect(received(message, receipt(kind, earlier))).toBe(message);
  });

  test.each(['DELIVERED', 'BOUNCED for good'])('a complaint on one that is %s is told, and nothing else', (state) => {
    const message = aMessage(known[state]);
    const complained = received(message, receipt('complained'));
    expect(complained).toEqual({ ...message, complainedAt: at });
    expect(received(complained, receipt('complained'))).toBe(complained);
  });

  test('without a reason none is told', () => {
    for (const kind of ['rejected', 'bounced-transient', 'bounced-permanent'] as const) {
      const { reason, ...told } = receipt(kind);
      expect(received(aMessage(known.SENT), told)).not.toHaveProperty('reason');
    }
  });
});

describe('of the same receipt twice', () => {
  test.each<[string, Kind]>([
    ['FAILED', 'rejected'],
    ['BOUNCED for now', 'bounced-transient'],
    ['DELIVERED', 'delivered'],
    ['BOUNCED for good', 'bounced-permanent'],
  ])('the earlier time stands: %s, %s', (state, kind) => {
    const message = aMessage(known[state]);
    expect(received(message, receipt(kind, later))).toBe(message);
    expect(received(message, receipt(kind, earlier))).toEqual({ ...message, settledAt: earlier });
  });

  test('the earlier complaint stands', () => {
    const message = aMessage({ ...known.DELIVERED, complainedAt: at });
    expect(received(message, receipt('complained', later))).toBe(message);
    expect(received(message, receipt('complained', earlier))).toMatchObject({ complainedAt: earlier });
  });

  test('the first acceptance stands, and settles nothing', () => {
    const message = aMessage(known.SENT);
    expect(received(message, { ...receipt('accepted'), providerMessageId: 'ses-2', acceptedAt: later })).toBe(message);
  });
});

function receipt(kind: Kind, when = at): Receipt {
  return { kind, providerMessageId: 'ses-1', acceptedAt, at: when, reason: 'why' };
}
