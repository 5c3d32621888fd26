import { environment } from '../platform/environment.ts';
import { dynamoTable } from '../platform/record/table.ts';

export const deps = { table: dynamoTable(environment('TABLE_NAME')), clock: () => new Date() };
