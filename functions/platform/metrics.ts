import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { lazily } from './lazily.ts';

const metrics = lazily(
  () => new Metrics({ namespace: 'Careline', defaultDimensions: { stage: process.env.STAGE ?? 'none' } }),
);

/** What an alarm is about: infra/constructs/counted.ts makes one of each, by the stage and the service that counts. */
export type CountedName =
  | 'Findings'
  | 'HandOvers'
  | 'ContradictedPayments'
  | 'UncertainMessages'
  | 'UnforeseenErrors'
  | 'RefusedNotices'
  | 'DeferredOrders';

/** Counts into a metric of this function's service: a line of its log, which CloudWatch reads. */
export function count(name: CountedName, value = 1): void {
  metrics().addMetric(name, MetricUnit.Count, value);
  metrics().publishStoredMetrics();
}
