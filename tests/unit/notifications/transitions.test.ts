import { describe, expect, test } from '@jest/globals';
import type { Message, Status } from '../../../functions/notifications/message.ts';
import { statuses } from '../../../functions/notifications/message-schemas.ts';
import type { SendOutcome } from '../../../functions/notifications/providers/send-outcome.ts';
import { concluded, interrupted, taken } from '../../../functions/notifications/transitions.ts';
import { aMessage, now } from '../../support/record-fixtures.ts';

const at = now.toISOString();
const others = (...some: Status[]) => statuses.filter((status) => !some.includes(status));

describe('a message that is taken', () => {
  test('is SENDING, one attempt later, without the reason of the last', () => {
    const { reason, ...message } = aMessage({ attempts: 1, reason: 'Throttling' });
    expect(taken({ ...message, reason: 'Throttling' })).toEqual({
      ...message,
      status: 'SENDING',
      attempts: 2,
    });
  });

  test.each(others('PENDING'))('was not %s before', (status) => {
    expect(() => taken(aMessage({ status }))).toThrow(expect.objectContaining({ code: 'illegal-state' }));
  });
});

describe('a message whose sending was interrupted', () => {
  test('is UNCERTAIN, for it may have been sent', () => {
    const message = aMessage({ status: 'SENDING', attempts: 1 });
    expect(interrupted(message)).toEqual({
      ...message,
      status: 'UNCERTAIN',
      reason: 'interrupted',
    });
  });

  test.each(others('SENDING'))('and is %s meanwhile stays as it is', (status) => {
    const message = aMessage({ status });
    expect(interrupted(message)).toBe(message);
  });
});

describe('the word of the one who sent a message', () => {
  const sent: SendOutcome = { kind: 'sent', providerMessageId: 'ses-1' };
  const settledBefore: Partial<Message>[] = [
    { status: 'SENT' },
    { status: 'DELIVERED', settledAt: '2026-11-22T07:59:59.000Z' },
    { status: 'BOUNCED', bounce: 'permanent', reason: 'Permanent.General' },
    { status: 'BOUNCED', bounce: 'transient', reason: 'Transient.MailboxFull' },
    { status: 'FAILED', reason: 'Reject' },
    { status: 'PENDING', reason: 'Throttling' },
  ];

  test.each<[SendOutcome, Partial<Message>]>([
    [sent, { status: 'SENT', providerMessageId: 'ses-1', sentAt: at }],
    [
      { kind: 'refused', reason: 'MessageRejected' },
      { status: 'FAILED', reason: 'MessageRejected', settledAt: at },
    ],
    [
      { kind: 'deferred', reason: 'Throttling' },
      { status: 'PENDING', reason: 'Throttling' },
    ],
    [
      { kind: 'unknown', reason: 'TimeoutError' },
      { status: 'UNCERTAIN', reason: 'TimeoutError' },
    ],
  ])('%j settles one that is SENDING, and one that another delivery left UNCERTAIN', (outcome, expected) => {
    const { reason, ...message } = aMessage({ attempts: 1 });
    const settled = { ...message, ...expected };
    expect(concluded({ ...message, status: 'SENDING' }, outcome, now)).toEqual(settled);
    expect(concluded({ ...message, status: 'UNCERTAIN', reason: 'interrupted' }, outcome, now)).toEqual(settled);
  });

  test.each(settledBefore)("adds the provider's id to one that is %j already, and leaves the rest", (known) => {
    const message = aMessage(known);
    expect(concluded(message, sent, now)).toEqual({
      ...message,
      providerMessageId: 'ses-1',
      sentAt: at,
    });
  });

  test.each(settledBefore)('tells nothing new of one that is %j and has its id', (known) => {
    const message = aMessage({ ...known, providerMessageId: 'ses-1' });
    expect(concluded(message, sent, now)).toBe(message);
  });

  test.each(settledBefore)('that it was not sent does not change one that is %j', (known) => {
    const message = aMessage(known);
    for (const kind of ['refused', 'deferred', 'unknown'] as const) {
      expect(concluded(message, { kind, reason: 'Error' }, now)).toBe(message);
    }
  });
});
