import { Duration } from 'aws-cdk-lib';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { Construct } from 'constructs';
import { accessMessage } from '../../functions/platform/http/access-line.ts';
import { routes } from '../../functions/routes.ts';
import { FailureQueue } from '../constructs/failure-queue.ts';
import type { House } from '../house.ts';

/** Who read what about a customer: logged by the functions whose routes say so, kept from their logs, shown to the privacy officer. */
export function addAccess(scope: Construct, { operations, functions }: House): void {
  functions.onRecord('access-api', { table: { writes: false, actions: ['dynamodb:Query'] } });
  const keeper = functions.onRecord('access-keeper', { table: { gets: false } });
  const failures = new FailureQueue(scope, 'AccessFailures', {
    operations,
    name: 'access-keeper-failures',
    meaning:
      'Who read what about some customers was not kept: the privacy officer does not see it. Mend the cause, and run npm run redrive.',
  });
  failures.allowSending(keeper.role);
  // CloudWatch Logs calls a function asynchronously: the retries are Lambda's.
  new EventInvokeConfig(scope, 'AccessRetries', {
    function: keeper.function,
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: failures.queue.queueArn }) },
  });
  const logging = new Set(routes.filter(({ accessLog }) => accessLog).map((route) => route.function));
  for (const name of logging) {
    new SubscriptionFilter(scope, `AccessesOf ${name}`, {
      logGroup: functions.get(name).logGroup,
      destination: new LambdaDestination(keeper.function),
      filterPattern: FilterPattern.literal(`"${accessMessage}"`),
    });
  }
}
