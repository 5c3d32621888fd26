import * as z from 'zod';
import { environment } from '../../platform/environment.ts';
import { dynamoTable } from '../../platform/record/table.ts';
import { shadowCase } from './shadowing.ts';

const table = dynamoTable(environment('TABLE_NAME'));
/** None where the stage tries none; then nothing calls it. */
const packs = (process.env.SHADOW_PACKS ?? '').split(',').filter((name) => name !== '');

const told = z.object({ detail: z.object({ caseId: z.string() }) });

/** Something happened to a case: the packs that the stage tries are counted for it, beside those in force. */
export const handler = async (event: unknown): Promise<void> =>
  shadowCase(table, packs, told.parse(event).detail.caseId, new Date());
