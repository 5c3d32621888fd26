import { crc32 } from 'node:zlib';

/** A zip of stored files of these names, all with the same content. */
export function zipOf(names: readonly string[], content = '<x/>'): Buffer {
  const body = Buffer.from(content);
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const file = Buffer.concat([record(0x04034b50, 30, 4, name, body), Buffer.from(name), body]);
    const entry = record(0x02014b50, 46, 6, name, body);
    entry.writeUInt32LE(offset, 42);
    files.push(file);
    directory.push(entry, Buffer.from(name));
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

/** The fixed part of a file's header, or of its entry in the directory, whose fields lie two bytes further on. */
function record(signature: number, length: number, at: number, name: string, body: Buffer): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(20, at);
  bytes.writeUInt32LE(crc32(body), at + 10);
  bytes.writeUInt32LE(body.length, at + 14);
  bytes.writeUInt32LE(body.length, at + 18);
  bytes.writeUInt16LE(Buffer.byteLength(name), at + 22);
  return bytes;
}
