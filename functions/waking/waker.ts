import { findingsIn } from '../cases/finding/finding.ts';
import type { FindingReport } from '../cases/finding/finding-metric.ts';
import { logger, thrown } from '../platform/observability.ts';
import { decideAndCommit } from '../platform/record/commit.ts';
import { type DueRun, eachDue } from '../platform/record/due.ts';
import { type WakeDeps, wakeOf } from '../wakes.ts';

/**
 * Wakes every record whose time has come. Each is a transaction of its own, and one that fails keeps nobody else waiting: it
 * is counted and logged, and stays due. Two runs at once do no harm: who writes second reads again, and finds it done.
 */
export async function wake(deps: WakeDeps, run: Pick<DueRun, 'shards' | 'hasTime'>): Promise<FindingReport> {
  const { table, clock } = deps;
  const report = { looked: 0, found: 0, failed: 0 };
  await eachDue(table, { ...run, now: clock() }, async ({ entity, id }) => {
    report.looked += 1;
    try {
      const { writes } = await decideAndCommit(table, async () => ({
        writes: await wakeOf(entity)(deps, id, clock()),
      }));
      report.found += findingsIn(writes);
    } catch (error) {
      logger.error('A record that is due could not be woken', { entity, id, error: thrown(error) });
      report.failed += 1;
    }
  });
  return report;
}
