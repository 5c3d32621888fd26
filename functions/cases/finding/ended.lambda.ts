import { environment } from '../../platform/environment.ts';
import { dynamoTable } from '../../platform/record/table.ts';
import { executionEnded } from './ended.ts';
import { counted, type FindingReport } from './finding-metric.ts';

const deps = { table: dynamoTable(environment('TABLE_NAME')), clock: () => new Date() };

/** An execution has failed, timed out or was stopped. */
export const handler = (event: unknown): Promise<FindingReport> => counted(() => executionEnded(deps, event));
