import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics({ namespace: 'Careline' });

/** Counts what alarms, as a metric of the function's service: notices that were refused, orders that must wait. */
export function count(metric: 'RefusedNotices' | 'DeferredOrders', times = 1): void {
  metrics.addMetric(metric, MetricUnit.Count, times);
  metrics.publishStoredMetrics();
}
