import { appendFile, rm, stat, truncate } from 'node:fs/promises';

/** A row that did not get in: why, and its cells as they came. */
export interface Reject {
  readonly file: string;
  readonly kind: string;
  readonly line: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

/**
 * The CSV file of what was not taken: file, for (customers, policies …), line number, reason, then the original columns
 * by name, so that it can be mended and given to the import again. It is made by its first row.
 */
export class RejectsFile {
  readonly path: string;
  readonly #columns: readonly string[];
  /** How many bytes are known to be good; what a stopped run wrote beyond is cut off. */
  bytes = 0;

  constructor(path: string, headers: readonly (readonly string[])[]) {
    this.path = path;
    this.#columns = [...new Set(headers.flat())];
  }

  /** Starts anew, without what an earlier import has left. */
  async clear(): Promise<void> {
    await rm(this.path, { force: true });
    this.bytes = 0;
  }

  /** Goes on behind `bytes`; false where the file does not hold as much. */
  async goOn(bytes: number): Promise<boolean> {
    const size = await stat(this.path).then(
      (file) => file.size,
      () => 0,
    );
    if (size < bytes) return false;
    if (size > bytes) await truncate(this.path, bytes);
    this.bytes = bytes;
    return true;
  }

  async add(rejects: readonly Reject[], header: readonly string[]): Promise<void> {
    if (rejects.length === 0) return;
    const rows = rejects.map((reject) => this.#rowOf(reject, header));
    if (this.bytes === 0) rows.unshift(['file', 'for', 'line number', 'reason', ...this.#columns]);
    const text = rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
    await appendFile(this.path, text);
    this.bytes += Buffer.byteLength(text);
  }

  #rowOf({ file, kind, line, reason, cells }: Reject, header: readonly string[]): string[] {
    const byColumn = new Map(header.map((column, place) => [column, cells[place] ?? '']));
    const named = this.#columns.map((column) => byColumn.get(column) ?? '');
    return [file, kind, String(line), reason, ...named, ...cells.slice(header.length)];
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
