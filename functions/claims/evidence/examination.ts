import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { isZip, zipNames } from './zip-names.ts';

/** What a file is, by its content. */
export interface Examined {
  /** Bytes. */
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** Absent where the content tells nothing that is known: text, HTML, a script, an empty or cut file. */
  readonly detectedType?: string;
}

/** Enough for all that is told by how a file begins. */
const HEAD = 64 * 1024;
/** A zip lists its files at its end: 256 KiB are some 3,000 of them, and an invoice has a dozen. */
const TAIL = 256 * 1024;

/** Reads a file once, from begin to end, and keeps no more of it than its head and its tail. */
export async function examine(content: AsyncIterable<Uint8Array>): Promise<Examined> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  let tail: Uint8Array[] = [];
  for await (const chunk of content) {
    hash.update(chunk);
    if (size < HEAD) head = Buffer.concat([head, chunk]).subarray(0, HEAD);
    tail = lastOf([...tail, chunk]);
    size += chunk.length;
  }
  const detectedType = await typeOf(head, Buffer.concat(tail));
  return { size, sha256: hash.digest('hex'), ...(detectedType !== undefined && { detectedType }) };
}

/** The fewest of the last chunks that hold a tail. */
function lastOf(chunks: readonly Uint8Array[]): Uint8Array[] {
  let from = chunks.length;
  for (let held = 0; from > 0 && held < TAIL; from -= 1) held += chunks[from - 1]?.length ?? 0;
  return chunks.slice(from);
}

async function typeOf(head: Buffer, tail: Buffer): Promise<string | undefined> {
  // GB/T 33190-2016, 7.1: an OFD is a zip with OFD.xml at its root.
  if (isZip(head)) return zipNames(tail).includes('OFD.xml') ? 'application/ofd' : 'application/zip';
  // Readers of PDF pass over blank lines before its header, which some offices' systems write.
  if (/^\s{1,1024}%PDF-/.test(head.toString('latin1', 0, 1100))) return 'application/pdf';
  const found = await fileTypeFromBuffer(head);
  return found && (variants[found.mime] ?? found.mime);
}

/** What phones also make, as the type of which it is a variant. */
const variants: Readonly<Record<string, string>> = {
  'image/apng': 'image/png',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heif',
  'video/x-m4v': 'video/mp4',
};
