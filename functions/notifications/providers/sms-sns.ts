import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { outcomeOf, type SendSms, sendOnce } from './send-outcome.ts';

const deferring = new Set(['AuthorizationError', 'AuthorizationErrorException', 'Throttled', 'ThrottledException']);

/** Text messages by Amazon SNS. Transactional is its class for what must arrive, and is not for advertising. */
export function snsSms(client = new SNSClient(sendOnce)): SendSms {
  return async ({ to, text }) => {
    try {
      const { MessageId } = await client.send(
        new PublishCommand({
          PhoneNumber: to,
          Message: text,
          MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
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
