import { gzipSync } from 'node:zlib';
import type { VirtualClock } from '../clock.ts';
import { logStreamOf } from '../lambda/functions.ts';
import type { LogLine } from '../lambda/log-buffer.ts';
import { ACCOUNT_ID } from '../templates/account.ts';
import type { FunctionResource, LogSubscription } from '../templates/app-resources.ts';
import { matchesTerms, parseFilter } from './log-filter.ts';
import { type Services, servicePrincipal } from './services.ts';

interface LogSubscriptionsOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly functions: readonly FunctionResource[];
  readonly subscriptions: readonly LogSubscription[];
}

/**
 * Hands each line that a subscription filter lets through to its function, as CloudWatch Logs does ("Real-time processing of log data
 * with subscriptions"), but one by one: it gathers lines for a moment there. Throws for a filter pattern that is not of plain terms.
 */
export function logSubscriptions({ clock, services, functions, subscriptions }: LogSubscriptionsOptions) {
  const groups = new Map(functions.map(({ name, logGroup }) => [name, logGroup]));
  const known = subscriptions.map((subscription) => {
    const terms = parseFilter(subscription.filterPattern);
    if (!terms) throw new Error(`The sandbox does not support the subscription filter ${subscription.filterPattern}`);
    return { ...subscription, terms };
  });
  return (functionName: string, line: LogLine): void => {
    const logGroup = groups.get(functionName);
    for (const { name, logGroupName, logGroupArn, destinationArn, terms } of known) {
      if (logGroupName !== logGroup || !matchesTerms(terms, line.message)) continue;
      const message = {
        messageType: 'DATA_MESSAGE',
        owner: ACCOUNT_ID,
        logGroup,
        logStream: logStreamOf(functionName),
        subscriptionFilters: [name],
        logEvents: [{ id: String(line.sequence), timestamp: Math.floor(line.timestamp), message: line.message }],
      };
      const data = gzipSync(JSON.stringify(message)).toString('base64');
      const input = {
        FunctionName: destinationArn,
        InvocationType: 'Event',
        Payload: JSON.stringify({ awslogs: { data } }),
      };
      const caller = { ...servicePrincipal('logs'), sourceArn: logGroupArn };
      clock.start(() => services.call({ caller, service: 'lambda', action: 'Invoke', input }));
    }
  };
}
