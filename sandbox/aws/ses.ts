import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import { ACCOUNT_ID } from '../templates/account.ts';
import type { ConfigurationSet } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { readInput } from './input.ts';
import type { Outbox } from './outbox.ts';
import { byAction, type Input, type ServiceHandler } from './services.ts';
import { eventsOf, type MailEvent } from './ses-events.ts';

export interface EmailOptions {
  readonly clock: VirtualClock;
  readonly outbox: Outbox;
  readonly configurationSets: readonly ConfigurationSet[];
  /** Puts an event of the service on the default bus. */
  readonly publish: (source: string, detailType: string, detail: Input) => Promise<unknown>;
}

/** Simple mail by SES v2. What became of each mail is told by events, as the mailbox simulator's addresses decide. */
export function emailService(options: EmailOptions): ServiceHandler {
  return byAction({
    SendEmail: async (call) => {
      const email = readInput(call, sendInput, 'BadRequestException');
      const set = configurationSetOf(email, options.configurationSets);
      const recipients = recipientsOf(email);
      const id = messageId();
      const sentAt = new Date(options.clock.now()).toISOString();
      for (const to of recipients) keep(options.outbox, email, { id, to, sentAt });
      const mail = describe(email, { id, sentAt, recipients });
      for (const event of eventsOf(mail, recipients))
        if (set?.eventBridgeTypes.includes(event.type)) scheduleEvent(options, event);
      return { MessageId: id };
    },
  });
}

function scheduleEvent({ clock, publish }: EmailOptions, { after, detailType, detail }: MailEvent): void {
  clock.schedule(clock.now() + after, () =>
    publish('aws.ses', detailType, detail(new Date(clock.now()).toISOString())),
  );
}

function configurationSetOf(email: Email, sets: readonly ConfigurationSet[]): ConfigurationSet | undefined {
  const { ConfigurationSetName: name } = email;
  const set = sets.find((candidate) => candidate.name === name);
  if (name !== undefined && !set)
    throw new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`, 404);
  return set;
}

function recipientsOf({ Destination: { ToAddresses, CcAddresses, BccAddresses } }: Email): string[] {
  const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (recipients.length === 0) throw new AwsError('BadRequestException', 'At least one recipient is required.');
  return recipients;
}

function keep(outbox: Outbox, email: Email, { id, to, sentAt }: { id: string; to: string; sentAt: string }): void {
  const { Subject, Body } = email.Content.Simple;
  outbox.add({
    id,
    channel: 'email',
    to,
    from: email.FromEmailAddress,
    subject: Subject.Data,
    text: Body.Text?.Data,
    html: Body.Html?.Data,
    sentAt,
    tags: Object.fromEntries(email.EmailTags.map(({ Name, Value }) => [Name, Value])),
  });
}

function describe(email: Email, sent: { id: string; sentAt: string; recipients: readonly string[] }): Input {
  const tags = Object.fromEntries(email.EmailTags.map(({ Name, Value }) => [Name, [Value]]));
  return {
    timestamp: sent.sentAt,
    source: email.FromEmailAddress,
    sendingAccountId: ACCOUNT_ID,
    messageId: sent.id,
    destination: sent.recipients,
    headersTruncated: false,
    headers: [],
    commonHeaders: {
      from: [email.FromEmailAddress],
      to: email.Destination.ToAddresses,
      ...(email.ReplyToAddresses.length > 0 && { replyTo: email.ReplyToAddresses }),
      messageId: sent.id,
      subject: email.Content.Simple.Subject.Data,
    },
    tags: { ...tags, ...(email.ConfigurationSetName && { 'ses:configuration-set': [email.ConfigurationSetName] }) },
  };
}

/** Shaped as SES's: a hexadecimal prefix, a UUID and a counter. */
const messageId = () => `0100${randomUUID().slice(0, 12).replaceAll('-', '')}-${randomUUID()}-000000`;

type Email = z.infer<typeof sendInput>;

const addresses = z.array(z.string()).default([]);
const content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const noAddresses = { ToAddresses: [], CcAddresses: [], BccAddresses: [] };

const sendInput = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z
    .strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .default(noAddresses),
  ReplyToAddresses: addresses,
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: content,
      Body: z.strictObject({ Text: content.optional(), Html: content.optional() }),
    }),
  }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
});
