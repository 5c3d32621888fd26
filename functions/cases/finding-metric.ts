import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { FinderReport } from './finder.ts';

const metrics = new Metrics({ namespace: 'Careline' });

/** Counts what was found, for the alarm: the metric `Findings` of the function's service. */
export async function counted(run: () => Promise<FinderReport>): Promise<FinderReport> {
  const report = await run();
  metrics.addMetric('Findings', MetricUnit.Count, report.found);
  metrics.publishStoredMetrics();
  return report;
}
