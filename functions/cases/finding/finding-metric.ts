import { count } from '../../platform/metrics.ts';
import type { FinderReport } from './finder.ts';

/**
 * Counts what was found, for the alarm: the metric `Findings` of the function's service. Throws where something could not be
 * looked at, so that the run is seen as failed and tried again.
 */
export async function counted(run: () => Promise<FinderReport>): Promise<FinderReport> {
  const report = await run();
  count('Findings', report.found);
  if (report.failed > 0) throw new Error(`${report.failed} of ${report.looked} records could not be looked at`);
  return report;
}
