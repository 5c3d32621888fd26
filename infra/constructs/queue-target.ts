import { Duration } from 'aws-cdk-lib';
import type { IRuleRef, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * A queue as the target of a rule, and where an event goes that it cannot be given for six hours. That of the CDK would write
 * into the keys' policies, which are another stack's and let EventBridge use them already.
 */
export function queueTarget(queue: Queue, deadLetters?: Queue): IRuleTarget {
  return {
    bind(rule) {
      for (const each of deadLetters ? [queue, deadLetters] : [queue]) allowRule(each, rule);
      return {
        arn: queue.queueArn,
        targetResource: queue,
        ...(deadLetters && {
          deadLetterConfig: { arn: deadLetters.queueArn },
          retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: Duration.hours(6).toSeconds() },
        }),
      };
    },
  };
}

function allowRule(queue: Queue, { ruleRef }: IRuleRef): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': ruleRef.ruleArn } },
    }),
  );
}
