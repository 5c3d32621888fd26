import { AwsError } from '../aws/aws-error.ts';
import type { ServiceCall } from '../aws/services.ts';
import { limits } from './limits.ts';

/** A text message: to a number in E.164, not empty, of 1,600 characters at most. Topics are not looked at. */
export function checkText({ input: { PhoneNumber, Message } }: ServiceCall): void {
  if (typeof PhoneNumber !== 'string') return;
  if (!E164.test(PhoneNumber)) throw invalid(`PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`);
  if (typeof Message !== 'string' || Message === '') throw invalid('Empty message');
  // The words are those for a message that is too long for a topic: none are documented for a text.
  if (Message.length > limits.smsLength.figure) throw invalid('Message too long');
}

/** E.164: at most 15 digits. */
const E164 = /^\+[1-9]\d{1,14}$/;

const invalid = (what: string) => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
