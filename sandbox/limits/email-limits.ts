import { AwsError } from '../aws/aws-error.ts';
import type { Input, ServiceCall } from '../aws/services.ts';
import { REGION } from '../templates/account.ts';
import { limits } from './limits.ts';

/** An email: well-formed addresses, 50 recipients, 40 MB, and a sender whom the account has verified. */
export function emailCheck(identities: readonly string[]): (call: ServiceCall) => void {
  return ({ input }) => {
    const { FromEmailAddress = '', Destination = {}, ReplyToAddresses = [], Content } = input as unknown as Email;
    const recipients = Object.values(Destination).flat();
    for (const address of [FromEmailAddress, ...recipients, ...ReplyToAddresses]) checkAddress(address);
    if (recipients.length > limits.recipients.figure)
      throw refused(`Recipient count exceeds ${limits.recipients.figure}.`);
    checkSize(Content);
    checkSender(FromEmailAddress, identities);
  };
}

interface Email {
  readonly FromEmailAddress?: string;
  readonly Destination?: Readonly<Record<string, readonly string[]>>;
  readonly ReplyToAddresses?: readonly string[];
  readonly Content?: Input;
}

/**
 * `a@b`, or `Name <a@b>`. SES takes only 7-bit ASCII in the address itself ("Limits" of the developer guide); the words
 * are those of JavaMail's check, which SES answers with.
 */
function checkAddress(text: string): void {
  if (text === '') return;
  const address = addressOf(text);
  const [local = '', ...rest] = address.split(/@(?=[^@]*$)/);
  const [domain] = rest;
  if (NO_ADDRESS_CHARACTER.test(local)) throw refused('Local address contains control or whitespace');
  if (domain === undefined) throw refused("Missing final '@domain'");
  if (domain === '') throw refused('Missing domain');
  if (NO_ADDRESS_CHARACTER.test(domain)) throw refused('Domain contains control or whitespace');
  if (text.length > limits.addressLength.figure)
    throw refused(`Address length is more than ${limits.addressLength.figure} characters long: '${text}'.`);
}

/** All but the visible ASCII characters. */
const NO_ADDRESS_CHARACTER = /[^\x21-\x7e]/;

function checkSize(content: unknown): void {
  const size = sizeOf(content);
  const most = limits.emailSize.figure;
  // The words are those of the first version of the API, with its 10 MB: the second one's are not documented.
  if (size > most) throw refused(`Message length is more than ${most} bytes long: '${size}'.`);
}

/** Bodies travel in base64, four characters for three bytes; the message's own headers are small beside that. */
function sizeOf(content: unknown): number {
  if (typeof content === 'string') return Math.ceil(Buffer.byteLength(content) / 3) * 4;
  if (typeof content !== 'object' || content === null) return 0;
  return Object.values(content).reduce((sum: number, part: unknown) => sum + sizeOf(part), 0);
}

/** The address itself is verified, or its domain, with all below it ("Creating and verifying identities"). */
function checkSender(from: string, identities: readonly string[]): void {
  const address = addressOf(from);
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const verified = identities.some(
    (identity) => identity === address || domain === identity || domain.endsWith(`.${identity}`),
  );
  if (verified) return;
  throw new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${REGION.toUpperCase()}: ${from}`,
  );
}

const addressOf = (text: string) => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
const refused = (message: string) => new AwsError('BadRequestException', message);
