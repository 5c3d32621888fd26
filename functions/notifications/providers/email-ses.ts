import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { outcomeOf, type SendEmail, sendOnce } from './send-outcome.ts';

/** About the rate, the account or its set-up rather than this message: sending works once that is mended. */
const deferring = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
]);

/**
 * Email by Amazon SES. The tag lets the events of the configuration set find the message even when SES's answer, and with
 * it SES's own id, was lost. A tag's value takes letters, digits, `_` and `-`, as our ids have them.
 */
export function sesEmail(
  settings: { sender: string; configurationSet: string },
  client = new SESv2Client(sendOnce),
): SendEmail {
  return async ({ messageId, to, subject, html, text }) => {
    try {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: settings.sender,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } },
          },
          ConfigurationSetName: settings.configurationSet,
          EmailTags: [{ Name: 'messageId', Value: messageId }],
        }),
      );
      return MessageId
        ? { kind: 'sent', providerMessageId: MessageId }
        : { kind: 'unknown', reason: 'NoProviderMessageId' };
    } catch (error) {
      return outcomeOf(error, deferring);
    }
  };
}

function utf8(data: string) {
  return { Data: data, Charset: 'UTF-8' };
}
