import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ImportFailure } from './import-failure.ts';

/** A row with the physical line of the file on which it starts, from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** How much of the file decides its encoding. */
const SAMPLE = 4 * 1024 * 1024;
/** A longer record is a quote that was opened and never closed; refused before it fills the memory. */
const LONGEST_RECORD = 1024 * 1024;

/**
 * The rows of a CSV file (RFC 4180, also with bare line feeds), the header first, one at a time however long the file is.
 * `onBytes` hears how much of the file has been read. Throws ImportFailure where the file is no CSV.
 */
export async function* readRows(path: string, encoding: string, onBytes: (bytes: number) => void): AsyncGenerator<Row> {
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    raw: true,
  });
  // The parser's own iteration reports the error that the pipeline ends with.
  pipeline(Readable.from(decoded(path, encoding, onBytes)), parser, () => undefined);
  let next = 1;
  try {
    for await (const { record, raw } of parser as AsyncIterable<{ record: string[]; raw: string }>) {
      // csv-parse counts a CRLF inside quotes twice, so lines are counted here, on what a record was read from.
      const blank = breaksIn(/^[\r\n]*/.exec(raw)?.[0] ?? '');
      yield { line: next + blank, cells: record };
      next += breaksIn(raw);
    }
  } catch (error) {
    throw error instanceof CsvError ? new ImportFailure(`${path}: near line ${next}: ${reasonOf(error)}`) : error;
  }
}

/** The encoding of a file: what was asked for, else by its mark, else UTF-8 if it is that, else GB18030 (which contains GBK and GB2312). */
export async function encodingOf(path: string, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return labelOf(asked);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    const sample = buffer.subarray(0, bytesRead);
    if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
    return isUtf8(sample) ? 'utf-8' : 'gb18030';
  } finally {
    await file.close();
  }
}

/** Text in which the decoder met bytes that are none of its encoding. */
export function isGarbled(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.includes('\uFFFD'));
}

async function* decoded(path: string, encoding: string, onBytes: (bytes: number) => void) {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>) {
    onBytes(chunk.length);
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    // `stream` leaves a character that the sample cuts in two for the next piece.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function labelOf(asked: string): string {
  try {
    return new TextDecoder(asked).encoding;
  } catch {
    throw new ImportFailure(
      `--encoding ${asked} is not known; use utf-8, gb18030 or another name of the Encoding Standard`,
    );
  }
}

function breaksIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function reasonOf(error: CsvError): string {
  const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  return unclosed ? 'a quote is opened and never closed' : error.message;
}
