import { environment } from '../platform/environment.ts';
import { dynamoTable } from '../platform/record/table.ts';
import type { Deps } from './handlers.ts';

export const deps: Deps = { table: dynamoTable(environment('TABLE_NAME')), clock: () => new Date() };
