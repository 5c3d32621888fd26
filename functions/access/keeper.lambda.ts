import { environment } from '../platform/environment.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { keepAccesses } from './keeping.ts';

const table = dynamoTable(environment('TABLE_NAME'));

/** What the API's functions have logged of who read what. */
export const handler = (event: unknown): Promise<{ kept: number }> => keepAccesses(table, event);
