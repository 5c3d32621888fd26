import { createHash } from 'node:crypto';
import type { MessageAttribute } from './inputs.ts';

export const md5 = (data: string | Buffer) => createHash('md5').update(data).digest('hex');

/** `MD5OfMessageAttributes`, as "Calculating the MD5 message digest for message attributes" has it; undefined without attributes. */
export function digestAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string | undefined {
  const sorted = Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1));
  if (sorted.length === 0) return undefined;
  return md5(Buffer.concat(sorted.flatMap(([name, attribute]) => encode(name, attribute))));
}

function encode(name: string, { DataType, StringValue = '', BinaryValue }: MessageAttribute): Buffer[] {
  const isBinary = BinaryValue !== undefined;
  const value = isBinary ? Buffer.from(BinaryValue, 'base64') : Buffer.from(StringValue);
  return [
    ...sized(Buffer.from(name)),
    ...sized(Buffer.from(DataType)),
    Buffer.from([isBinary ? 2 : 1]),
    ...sized(value),
  ];
}

function sized(data: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return [length, data];
}
