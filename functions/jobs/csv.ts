import type { Row } from './job.ts';

/** How spreadsheets tell UTF-8: without it they read Chinese as something else. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What makes a spreadsheet take a cell for a formula, also in the full-width forms that Chinese keyboards give (OWASP, "CSV
 * Injection").
 */
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u;

/** Rows as CSV (RFC 4180) in UTF-8, as spreadsheets open it: what would be a formula is text. */
export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const table = [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column])))];
  return BYTE_ORDER_MARK + table.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
