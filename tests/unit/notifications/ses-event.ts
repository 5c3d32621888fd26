/** An SES event as it stands in `detail`; `tags` is given as SES gives it, each value in a list. */
export function sesEvent(eventType: string, messageId: string | undefined, more: object = {}, providerId = 'ses-1') {
  const tags = { 'ses:configuration-set': ['careline'], ...(messageId && { messageId: [messageId] }) };
  return {
    eventType,
    mail: { timestamp: '2026-11-22T08:00:01.000Z', messageId: providerId, destination: ['zhang@example.com'], tags },
    ...more,
  };
}

const at = '2026-11-22T08:00:05.000Z';
export const delivery = { delivery: { timestamp: at, recipients: ['zhang@example.com'] } };
export const hardBounce = { bounce: { bounceType: 'Permanent', bounceSubType: 'General', timestamp: at } };
export const softBounce = { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull', timestamp: at } };
export const complaint = { complaint: { timestamp: at, complaintSubType: null } };
