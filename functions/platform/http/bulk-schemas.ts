import * as z from 'zod';

/** As many rows as one request takes; with two items a row it is a few transactions of 100 actions. */
export const BULK_ROWS = 100;

/** The body of a bulk route. Rows are read one by one by the single route's schema, so a bad row does not refuse the rest. */
export function bulkOf(row: string) {
  return z.strictObject({
    items: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(BULK_ROWS)
      .meta({ description: `1 to ${BULK_ROWS} rows, each a ${row}` }),
  });
}

export const rowResult = z
  .object({
    index: z.int().meta({ description: 'Of the row in `items`, from 0' }),
    outcome: z.enum(['written', 'unchanged', 'rejected']),
    id: z.string().optional(),
    errors: z
      .array(z.object({ pointer: z.string().meta({ description: 'Into the row' }), detail: z.string() }))
      .optional(),
  })
  .meta({ id: 'RowResult' });
export type RowResult = z.infer<typeof rowResult>;

export const bulkResult = z.object({ results: z.array(rowResult) });
