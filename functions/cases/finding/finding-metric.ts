import { count } from '../../platform/metrics.ts';

/** What a run has looked at, and what was found about it. */
export interface FindingReport {
  readonly looked: number;
  readonly found: number;
  /** What could not be looked at. */
  readonly failed: number;
}

/**
 * Counts what was found, for the alarm: the metric `Findings` of the function's service. Throws where something could not be
 * looked at, so that the run is seen as failed.
 */
export async function counted(run: () => Promise<FindingReport>): Promise<FindingReport> {
  const report = await run();
  if (report.found > 0) count('Findings', report.found);
  if (report.failed > 0) throw new Error(`${report.failed} of ${report.looked} records could not be looked at`);
  return report;
}
