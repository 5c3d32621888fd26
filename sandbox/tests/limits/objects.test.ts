import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const Bucket = 'evidence';
let sandbox: Sandbox & AsyncDisposable;
let client: S3Client;

beforeAll(async () => {
  sandbox = await runSandbox({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: Bucket } } });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'sandbox' };
  client = new S3Client({ ...clientOf(sandbox), credentials, forcePathStyle: true });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

describe('an object', () => {
  const put = (Key: string, Metadata: Record<string, string> = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Metadata, Body: 'x' }));

  test('has a key of 1,024 bytes at most', async () => {
    await put('保'.repeat(341));
    await expect(put('保'.repeat(342))).rejects.toMatchObject({
      name: 'KeyTooLongError',
      message: 'Your key is too long',
      Size: '1026',
      MaxSizeAllowed: '1024',
    });
  });

  test('has 2 KB of metadata at most, names and values', async () => {
    await put('a', { note: 'x'.repeat(2044) });
    await expect(put('a', { note: 'x'.repeat(2000), more: 'x'.repeat(41) })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
      message: 'Your metadata headers exceed the maximum allowed metadata size',
      Size: '2049',
      MaxSizeAllowed: '2048',
    });
  });
});

describe('an upload form', () => {
  async function upload(extra: Record<string, string>, Key = 'form') {
    const conditions = Object.entries(extra).map(([name, value]) => ({ [name]: value }));
    const signed = await createPresignedPost(client, { Bucket, Key, Conditions: conditions, Fields: extra });
    const form = new FormData();
    for (const [name, value] of Object.entries(signed.fields)) form.set(name, value);
    form.set('file', new Blob(['x']), 'x.txt');
    const response = await fetch(signed.url, { method: 'POST', body: form });
    return { status: response.status, body: await response.text() };
  }

  test('has 20 KB before its file at most', async () => {
    expect(await upload({ 'x-amz-meta-note': 'x' })).toMatchObject({ status: 204 });
    const { status, body } = await upload({ 'x-ignore-note': 'x'.repeat(21_000) });
    expect(status).toBe(400);
    expect(body).toContain('<Code>MaxPostPreDataLengthExceeded</Code>');
    expect(body).toContain('<Message>Your POST request fields preceding the upload file were too large.</Message>');
  });

  test('holds what the object may have', async () => {
    expect((await upload({ 'x-amz-meta-note': 'x'.repeat(2045) })).body).toContain('<Code>MetadataTooLarge</Code>');
    expect((await upload({}, 'x'.repeat(1025))).body).toContain('<Code>KeyTooLongError</Code>');
  });
});
