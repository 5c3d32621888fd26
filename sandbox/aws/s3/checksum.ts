import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { crc32c, crc64nvme } from './crc.ts';

export type ChecksumName = keyof typeof checksumParameters;

const text = z.string().optional();

/** The checksums that a request may carry, each in base64. */
export const checksumParameters = {
  ChecksumCRC32: text,
  ChecksumCRC32C: text,
  ChecksumCRC64NVME: text,
  ChecksumSHA1: text,
  ChecksumSHA256: text,
};

const algorithms: Readonly<Record<ChecksumName, (body: Uint8Array) => Buffer>> = {
  ChecksumCRC32: (body) => bigEndian(crc32(body)),
  ChecksumCRC32C: (body) => bigEndian(crc32c(body)),
  ChecksumCRC64NVME: (body) => crc64nvme(body),
  ChecksumSHA1: (body) => createHash('sha1').update(body).digest(),
  ChecksumSHA256: (body) => createHash('sha256').update(body).digest(),
};

const checksumNames = Object.keys(algorithms) as ChecksumName[];

/** The checksum that an object is kept and handed out with. */
export interface Checksum {
  readonly name: ChecksumName;
  /** Base64, with `-<parts>` behind it if it is one of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

type Given = Readonly<Partial<Record<ChecksumName | 'ContentMD5', string | undefined>>>;

/** Checks a body against the checksums that came with it; resolves to the one to keep. Throws BadDigest. */
export function verified(body: Uint8Array, given: Given): Checksum | undefined {
  const md5 = given.ContentMD5;
  if (md5 !== undefined && createHash('md5').update(body).digest('base64') !== md5)
    throw badDigest('The Content-MD5 you specified did not match what we received.');
  const name = checksumNames.find((candidate) => given[candidate] !== undefined);
  if (!name) return undefined;
  const value = algorithms[name](body).toString('base64');
  if (value !== given[name])
    throw badDigest(`The ${name.slice('Checksum'.length)} you specified did not match the calculated checksum.`);
  return { name, value, type: 'FULL_OBJECT' };
}

/** The checksum of an object of parts: over the whole, or over the checksums of its parts. */
export function ofParts(
  parts: readonly { readonly body: Buffer; readonly checksum?: Checksum | undefined }[],
  type: Checksum['type'] | undefined,
): Checksum | undefined {
  const name = parts[0]?.checksum?.name;
  if (!name || parts.some(({ checksum }) => checksum?.name !== name)) return undefined;
  const full = type === 'FULL_OBJECT' || name === 'ChecksumCRC64NVME';
  if (full) {
    const value = algorithms[name](Buffer.concat(parts.map(({ body }) => body))).toString('base64');
    return { name, value, type: 'FULL_OBJECT' };
  }
  const digests = Buffer.concat(parts.map(({ checksum }) => Buffer.from(checksum?.value ?? '', 'base64')));
  return { name, value: `${algorithms[name](digests).toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}

/** As an answer carries it. */
export function describeChecksum(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [checksum.name]: checksum.value, ChecksumType: checksum.type } : {};
}

const badDigest = (message: string) => new AwsError('BadDigest', message);

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
