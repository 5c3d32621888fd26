import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const Bucket = 'evidence';
let sandbox: Sandbox & AsyncDisposable;
let s3: S3Client;

beforeAll(async () => {
  const bucket = (BucketName: string) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });
  sandbox = await runSandbox({ Evidence: bucket(Bucket), Other: bucket('other') });
  s3 = new S3Client({ ...clientOf(sandbox), forcePathStyle: true });
});
afterAll(async () => {
  s3.destroy();
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

const put = (Key: string, Body: string | Buffer = Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = (input: Partial<GetObjectCommandInput> & { Key: string }) =>
  s3.send(new GetObjectCommand({ Bucket, ...input }));
const text = async (input: Partial<GetObjectCommandInput> & { Key: string }) =>
  (await get(input)).Body?.transformToString();

describe('buckets', () => {
  test('are listed with the time of their making', async () => {
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets).toMatchObject([{ Name: 'evidence', CreationDate: expect.any(Date) }, { Name: 'other' }]);
    expect((await s3.send(new ListBucketsCommand({ Prefix: 'o' }))).Buckets).toHaveLength(1);
    const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    const second = await s3.send(new ListBucketsCommand({ ContinuationToken: first.ContinuationToken }));
    expect(second.Buckets?.map(({ Name }) => Name)).toEqual(['other']);
  });

  test('list keys under a delimiter as common prefixes, in the order of UTF-8, page by page', async () => {
    for (const key of ['b/2', 'a', 'b/1', 'c', '照片/1', 'b/3/x']) await put(key);
    const list = (more: object) => s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', ...more }));
    const all = await list({});
    expect(all.Contents?.map(({ Key }) => Key)).toEqual(['a', 'c']);
    expect(all.CommonPrefixes).toEqual([{ Prefix: 'b/' }, { Prefix: '照片/' }]);
    const inside = await list({ Prefix: 'b/' });
    expect(inside.Contents?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
    expect(inside.CommonPrefixes).toEqual([{ Prefix: 'b/3/' }]);
    const first = await list({ MaxKeys: 2 });
    expect([first.KeyCount, first.IsTruncated]).toEqual([2, true]);
    const second = await list({ ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['c']);
    expect(second.CommonPrefixes).toEqual([{ Prefix: '照片/' }]);
    const encoded = await list({ EncodingType: 'url', Prefix: '照' });
    expect(encoded.CommonPrefixes).toEqual([{ Prefix: '%E7%85%A7%E7%89%87/' }]);
  });
});

describe('an object', () => {
  test('is given in ranges', async () => {
    await put('a', '0123456789');
    const answer = await get({ Key: 'a', Range: 'bytes=2-4' });
    expect(answer).toMatchObject({
      ContentRange: 'bytes 2-4/10',
      ContentLength: 3,
      $metadata: { httpStatusCode: 206 },
    });
    expect(await answer.Body?.transformToString()).toBe('234');
    expect(await text({ Key: 'a', Range: 'bytes=8-99' })).toBe('89');
    expect(await text({ Key: 'a', Range: 'bytes=-3' })).toBe('789');
    await expect(get({ Key: 'a', Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('is given and replaced on conditions', async () => {
    const { ETag } = await put('a', 'one');
    expect(await text({ Key: 'a', IfMatch: ETag })).toBe('one');
    await expect(get({ Key: 'a', IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ Key: 'a', IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const again = (more: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'two', ...more }));
    await expect(again({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(again({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await again({ IfMatch: ETag });
    expect(await text({ Key: 'a' })).toBe('two');
  });

  test('keeps what describes it, Chinese included, and what copies it may replace that', async () => {
    const described = {
      ContentType: 'image/jpeg',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      ContentLanguage: 'zh-CN',
      ContentEncoding: 'gzip',
    };
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ...described, Metadata: { order: 'ord_1' } }));
    expect(await get({ Key: 'a' })).toMatchObject({ ...described, Metadata: { order: 'ord_1' } });
    const copy = (more: object) =>
      s3.send(new CopyObjectCommand({ Bucket, CopySource: `${Bucket}/a`, Key: 'b', ...more }));
    expect((await copy({})).CopyObjectResult?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await get({ Key: 'b' })).toMatchObject({ ...described, Metadata: { order: 'ord_1' } });
    await copy({ MetadataDirective: 'REPLACE', ContentType: 'text/plain' });
    expect(await get({ Key: 'b' })).toMatchObject({ ContentType: 'text/plain', Metadata: {} });
  });

  test.each([
    ['CRC32', 'ChecksumCRC32', 'y/Q5Jg=='],
    ['CRC32C', 'ChecksumCRC32C', '4waSgw=='],
    ['CRC64NVME', 'ChecksumCRC64NVME', 'rosUhgp5mIg='],
    ['SHA1', 'ChecksumSHA1', '98O8HYCOBHMq32eZZczDTKeuNEE='],
    ['SHA256', 'ChecksumSHA256', 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU='],
  ] as const)('is checked against its %s, which is kept', async (_, name, value) => {
    const upload = (checksum: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '123456789', [name]: checksum }));
    expect(await upload(value)).toMatchObject({ [name]: value });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }))).toMatchObject({
      [name]: value,
    });
    await expect(upload(Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64'))).rejects.toMatchObject({
      name: 'BadDigest',
    });
  });

  test('may come in chunks with its checksum behind them', async () => {
    const send = (checksum: string) =>
      fetch(`${sandbox.awsUrl}/${Bucket}/a`, {
        method: 'PUT',
        headers: {
          authorization:
            'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
          'content-encoding': 'aws-chunked',
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '9',
          'x-amz-trailer': 'x-amz-checksum-crc32',
        },
        body: `5\r\n12345\r\n4\r\n6789\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`,
      });
    expect((await send('AAAAAA==')).status).toBe(400);
    expect((await send('y/Q5Jg==')).status).toBe(200);
    expect(await text({ Key: 'a' })).toBe('123456789');
    expect((await get({ Key: 'a' })).ContentEncoding).toBeUndefined();
  });

  test('is deleted with others', async () => {
    for (const key of ['a', 'b&<', 'c']) await put(key);
    const Delete = { Objects: [{ Key: 'a' }, { Key: 'b&<' }] };
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted).toEqual([{ Key: 'a' }, { Key: 'b&<' }]);
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });
});

describe('an upload in parts', () => {
  const parts = [randomBytes(5 * 1024 * 1024), randomBytes(1000)];

  async function start() {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'big', ContentType: 'video/mp4' }),
    );
    const uploaded: { PartNumber: number; ETag: string | undefined; ChecksumCRC32: string | undefined }[] = [];
    for (const [index, Body] of parts.entries()) {
      const PartNumber = index + 1;
      const input = { Bucket, Key: 'big', UploadId, PartNumber, Body };
      const { ETag, ChecksumCRC32 } = await s3.send(new UploadPartCommand(input));
      uploaded.push({ PartNumber, ETag, ChecksumCRC32 });
    }
    return { UploadId, uploaded };
  }

  const complete = (UploadId: string | undefined, Parts: object[]) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } }));

  test('makes one object, with an ETag and a checksum over the parts', async () => {
    const { UploadId, uploaded } = await start();
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key: 'big', UploadId }));
    expect(listed.Parts).toMatchObject([
      { PartNumber: 1, Size: parts[0]?.length },
      { PartNumber: 2, Size: 1000 },
    ]);
    const digest = createHash('md5');
    for (const part of parts) digest.update(createHash('md5').update(part).digest());
    const ETag = `"${digest.digest('hex')}-2"`;
    expect(await complete(UploadId, uploaded)).toMatchObject({ ETag, ChecksumCRC32: expect.stringMatching(/==-2$/) });
    const got = await get({ Key: 'big' });
    expect(got).toMatchObject({ ContentType: 'video/mp4', ContentLength: 5 * 1024 * 1024 + 1000, ETag });
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(parts))).toBe(true);
    await expect(complete(UploadId, uploaded)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('is refused with parts missing, out of order or too small', async () => {
    const { UploadId, uploaded } = await start();
    const [first, second] = uploaded;
    if (!first || !second) throw new Error('two parts were uploaded');
    await expect(complete(UploadId, [second, first])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete(UploadId, [{ ...first, ETag: '"other"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    const third = new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber: 3, Body: 'end' });
    const { ETag, ChecksumCRC32 } = await s3.send(third);
    await expect(complete(UploadId, [...uploaded, { PartNumber: 3, ETag, ChecksumCRC32 }])).rejects.toMatchObject({
      name: 'EntityTooSmall',
    });
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'big', UploadId }));
    await expect(complete(UploadId, uploaded)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});
