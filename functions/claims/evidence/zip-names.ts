/** The signature of an entry of a zip's central directory, and of its fixed part the length ("APPNOTE.TXT", 4.3.12). */
const ENTRY = Buffer.from('PK\u0001\u0002', 'latin1');
const FIXED = 46;
const NAME_LENGTH_AT = 28;

/** Whether a file begins as a zip does: with its first file. */
export function isZip(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'PK\u0003\u0004';
}

/** The names of a zip's files as its central directory lists them, as far as `tail`, its last bytes, holds that. */
export function zipNames(tail: Buffer): string[] {
  const names: string[] = [];
  for (let at = tail.indexOf(ENTRY); at >= 0 && at + FIXED <= tail.length; at = tail.indexOf(ENTRY, at + FIXED)) {
    const length = tail.readUInt16LE(at + NAME_LENGTH_AT);
    names.push(tail.toString('utf8', at + FIXED, at + FIXED + length));
  }
  return names;
}
