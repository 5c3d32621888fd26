import type { Readable } from 'node:stream';

export interface LogLine {
  /** Milliseconds since the epoch, on the virtual clock. */
  readonly timestamp: number;
  readonly message: string;
  /** Counts up from the function's first line. */
  readonly sequence: number;
}

/** The last lines that a function wrote. */
export class LogBuffer {
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #onLine: (line: LogLine) => void;
  #lines: LogLine[] = [];
  #sequence = 0;

  constructor(now: () => number, onLine: (line: LogLine) => void, capacity = 2_000) {
    this.#now = now;
    this.#onLine = onLine;
    this.#capacity = capacity;
  }

  lines(): readonly LogLine[] {
    return this.#lines;
  }

  add(message: string): void {
    const line = { timestamp: this.#now(), message, sequence: this.#sequence++ };
    this.#lines.push(line);
    // Trimmed by halves: shifting one line at a time would move the whole list for each.
    if (this.#lines.length > 2 * this.#capacity) this.#lines = this.#lines.slice(-this.#capacity);
    this.#onLine(line);
  }

  /** Adds the lines of a text, which ends with a line. */
  write(text: string): void {
    for (const line of text.replace(/\n$/, '').split('\n')) this.add(line);
  }

  /** Takes what a stream says until it ends. */
  capture(stream: Readable): void {
    stream.setEncoding('utf8').on('data', (text: string) => this.write(text));
  }
}
