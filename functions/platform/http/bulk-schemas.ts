import * as z from 'zod';
import { described, type Wording } from '../wording.ts';

/** As many rows as one request takes; with two items a row it is a few transactions of 100 actions. */
export const BULK_ROWS = 100;

/** The body of a bulk route; `row` says what a row is. Rows are read one by one by the single route's schema, so a bad row does not refuse the rest. */
export function bulkOf(row: Wording) {
  return z.strictObject({
    items: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(BULK_ROWS)
      .meta(
        described({
          en: `1 to ${BULK_ROWS} rows, each a ${row.en}`,
          'zh-CN': `1 至 ${BULK_ROWS} 行，每行为一个 ${row['zh-CN']}`,
        }),
      ),
  });
}

export const rowResult = z.lazy(() =>
  z
    .object({
      index: z
        .int()
        .meta({ ...described({ en: 'Of the row in `items`, from 0', 'zh-CN': '该行在 `items` 中的序号，从 0 起' }) }),
      outcome: z.enum(['written', 'unchanged', 'rejected']),
      id: z.string().optional(),
      errors: z
        .array(
          z.object({
            pointer: z.string().meta({ ...described({ en: 'Into the row', 'zh-CN': '指向该行中的字段' }) }),
            detail: z.string(),
          }),
        )
        .optional(),
    })
    .meta({ id: 'RowResult' }),
);
export type RowResult = z.infer<typeof rowResult>;

export const bulkResult = z.lazy(() => z.object({ results: z.array(rowResult) }));
