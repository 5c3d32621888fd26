import type { Input } from '../../aws/services.ts';
import { ACCOUNT_ID } from '../../templates/account.ts';
import type { App } from '../../templates/app-resources.ts';
import { arn, type Demand, type Demands, keyDemands } from './demand.ts';

/** Sending takes leave of the sender's identity and of the configuration set ("Actions for Amazon SES v2"). */
export const sesDemands: Readonly<Record<string, Demands>> = {
  SendEmail: ({ FromEmailAddress, ConfigurationSetName }, app) => {
    const resources = [`identity/${identityOf(String(FromEmailAddress), app)}`];
    if (ConfigurationSetName !== undefined) resources.push(`configuration-set/${ConfigurationSetName}`);
    return resources.map((resource) => ({ action: 'ses:SendEmail', resource: arn('ses', resource) }));
  },
};

/** A text goes to a telephone number, which stands where a topic's ARN would, and only `*` matches it. */
export const snsDemands: Readonly<Record<string, Demands>> = {
  Publish: ({ TopicArn, TargetArn, PhoneNumber }) => [
    { action: 'sns:Publish', resource: String(TopicArn ?? TargetArn ?? PhoneNumber) },
  ],
};

export const eventsDemands: Readonly<Record<string, Demands>> = {
  PutEvents: ({ Entries }, app) => {
    const entries = Array.isArray(Entries) ? (Entries as Input[]) : [];
    const names = new Set(entries.map(({ EventBusName = 'default' }) => String(EventBusName).split('/').at(-1)));
    return [...names].flatMap((name) => busDemands(app, arn('events', `event-bus/${name}`)));
  },
};

/** The key of a bus is used by EventBridge in its own name, so whoever puts events needs nothing ("Authorizing EventBridge to use a customer managed key"). */
function busDemands(app: App, busArn: string): Demand[] {
  const context = { 'aws:events:event-bus:arn': busArn };
  const keyed = keyDemands(app, busArn, 'events', ['kms:GenerateDataKey', 'kms:Decrypt'], context);
  const ofEventBridge = { 'aws:sourcearn': busArn, 'aws:sourceaccount': ACCOUNT_ID };
  return [
    { action: 'events:PutEvents', resource: busArn },
    ...keyed.map((demand) => ({
      ...demand,
      principal: 'events.amazonaws.com',
      context: { ...demand.context, ...ofEventBridge },
    })),
  ];
}

/** The identity that speaks for an address: the address itself, or the nearest of its domains, if it is one; else its domain. */
function identityOf(from: string, { emailIdentities }: App): string {
  const address = /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const labels = domain.split('.');
  const candidates = [address, ...labels.map((_, index) => labels.slice(index).join('.'))];
  return candidates.find((candidate) => emailIdentities.includes(candidate)) ?? domain;
}
