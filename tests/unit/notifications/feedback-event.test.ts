import { describe, expect, test } from '@jest/globals';
import { readFeedback } from '../../../functions/notifications/feedback-event.ts';
import { sesEvent } from './ses-event.ts';

const at = '2026-11-22T08:00:05.000Z';
const acceptedAt = '2026-11-22T08:00:01.000Z';
const timestamp = '2026-11-22T16:00:05+08:00';

describe('an event of SES', () => {
  test.each([
    ['Send', { send: {} }, { kind: 'accepted', at: acceptedAt }],
    ['Delivery', { delivery: { timestamp } }, { kind: 'delivered', at }],
    ['Complaint', { complaint: { timestamp } }, { kind: 'complained', at }],
    ['Complaint', { complaint: { timestamp, complaintSubType: null } }, { kind: 'complained', at }],
    [
      'Complaint',
      { complaint: { timestamp, complaintSubType: 'OnAccountSuppressionList' } },
      { kind: 'bounced-permanent', at, reason: 'OnAccountSuppressionList' },
    ],
    ['Bounce', bounce('Permanent'), { kind: 'bounced-permanent', at, reason: 'Permanent' }],
    ['Bounce', bounce('Permanent', 'General'), { kind: 'bounced-permanent', at, reason: 'Permanent.General' }],
    ['Bounce', bounce('Transient', 'Full'), { kind: 'bounced-transient', at, reason: 'Transient.Full' }],
    ['Bounce', bounce('Undetermined'), { kind: 'bounced-transient', at, reason: 'Undetermined' }],
    ['Reject', { reject: { reason: 'Bad content' } }, { kind: 'rejected', at: acceptedAt, reason: 'Reject' }],
    ['Rendering Failure', {}, { kind: 'rejected', at: acceptedAt, reason: 'RenderingFailure' }],
  ])('%s %j proves %j', (type, more, proof) => {
    expect(readFeedback(sesEvent(type, 'msg_1', more))).toEqual({
      messageId: 'msg_1',
      receipt: { providerMessageId: 'ses-1', acceptedAt, ...proof },
    });
  });

  test.each(['Open', 'Click', 'Subscription', 'DeliveryDelay'])('%s proves nothing', (type) => {
    expect(readFeedback(sesEvent(type, 'msg_1'))).toBeUndefined();
  });

  test('that carries no tag of ours names no message', () => {
    expect(readFeedback(sesEvent('Send', undefined))).toMatchObject({ messageId: undefined });
    const { tags, ...mail } = sesEvent('Send', 'msg_1').mail;
    expect(readFeedback({ eventType: 'Send', mail })).toMatchObject({ messageId: undefined });
  });

  test.each([
    ['without a type', {}],
    ['without its mail', { eventType: 'Send' }],
    ['without its own part', sesEvent('Delivery', 'msg_1')],
    ['without an id', { eventType: 'Send', mail: { timestamp, messageId: '' } }],
  ])('%s is not of the shape of SES', (_, detail) => {
    expect(() => readFeedback(detail)).toThrow();
  });
});

function bounce(bounceType: string, bounceSubType?: string) {
  return { bounce: { timestamp, bounceType, ...(bounceSubType && { bounceSubType }) } };
}
