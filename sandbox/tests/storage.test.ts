import { createHash, createHmac } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { accessKeyOf, SECRET_ACCESS_KEY } from '../lambda/functions.ts';
import type { Sandbox } from '../sandbox.ts';
import { installed, testFunction } from './support/assembly.ts';
import { clientOf, runSandbox } from './support/running-sandbox.ts';

const bundles = {
  listener: 'export const handler = async (event) => { console.log(JSON.stringify(event)); };',
  signer: `import { S3Client } from '${installed('@aws-sdk/client-s3')}';
    import { createPresignedPost } from '${installed('@aws-sdk/s3-presigned-post')}';
    const client = new S3Client({});
    export const handler = async () => createPresignedPost(client, { Bucket: 'evidence', Key: 'evidence/photo.jpg', Expires: 900,
      Fields: { 'Content-Type': 'image/jpeg' }, Conditions: [['content-length-range', 1, 10]] });`,
};

let sandbox: Sandbox & AsyncDisposable;
let s3: S3Client;

beforeAll(async () => {
  sandbox = await runSandbox(
    {
      Listener: testFunction('listener'),
      Signer: testFunction('signer'),
      Evidence: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'evidence',
          CorsConfiguration: {
            CorsRules: [
              { AllowedOrigins: ['https://console.example'], AllowedMethods: ['POST'], AllowedHeaders: ['*'] },
            ],
          },
          NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['aws.s3'], detail: { object: { key: [{ prefix: 'evidence/' }] } } },
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Listener', 'Arn'] } }],
        },
      },
    },
    bundles,
  );
  s3 = new S3Client(clientOf(sandbox));
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

describe('S3', () => {
  test('keeps objects for an unchanged SDK client', async () => {
    const Bucket = 'evidence';
    const Key = '保单/a b+c.txt';
    const { ETag } = await s3.send(
      new PutObjectCommand({ Bucket, Key, Body: '你好', ContentType: 'text/plain', Metadata: { order: 'ord_1' } }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('你好');
    expect(got).toMatchObject({ ETag, ContentType: 'text/plain', ContentLength: 6, Metadata: { order: 'ord_1' } });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ContentLength: 6 });
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: '保单/' }));
    expect(Contents).toMatchObject([{ Key, Size: 6 }]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('lists in pages', async () => {
    for (const Key of ['c', 'a', 'b']) await s3.send(new PutObjectCommand({ Bucket: 'evidence', Key, Body: Key }));
    const first = await s3.send(new ListObjectsV2Command({ Bucket: 'evidence', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'a' }, { Key: 'b' }] });
    const { NextContinuationToken: ContinuationToken } = first;
    const second = await s3.send(new ListObjectsV2Command({ Bucket: 'evidence', ContinuationToken }));
    expect(second).toMatchObject({ IsTruncated: false, Contents: [{ Key: 'c' }] });
  });

  test('finds the bucket in the host name too', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'evidence', Key: 'a', Body: 'x' }));
    const { hostname, port } = new URL(sandbox.awsUrl);
    const virtualHosted = new S3Client({ ...clientOf(sandbox), endpoint: `http://${hostname}:${port}` });
    virtualHosted.middlewareStack.add(
      (next) => (call) => {
        const request = call.request as { headers: Record<string, string>; path: string };
        request.headers.host = `evidence.localhost:${port}`;
        request.path = '/a';
        return next(call);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const { Body } = await virtualHosted.send(new GetObjectCommand({ Bucket: 'evidence', Key: 'a' }));
    expect(await Body?.transformToString()).toBe('x');
  });

  test('refuses unsigned requests, unknown buckets, and by name what it does not support', async () => {
    expect((await fetch(`${sandbox.awsUrl}/evidence/a`)).status).toBe(403);
    await expect(s3.send(new GetObjectCommand({ Bucket: 'absent', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    const retention = await fetch(`${sandbox.awsUrl}/evidence/a?retention`, { method: 'PUT', body: '' });
    expect(retention.status).toBe(501);
    expect(await retention.text()).toContain('NotImplemented: s3:PUT ?retention');
  });
});

describe('a presigned URL', () => {
  /** Signed by hand, as "Create a presigned URL" has it. */
  function presign(method: string, key: string, seconds: number): string {
    const time = new Date(sandbox.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKeyOf('signer')}/${scope}`,
      'X-Amz-Date': time,
      'X-Amz-Expires': String(seconds),
      'X-Amz-SignedHeaders': 'host',
    }).toString();
    const { host } = new URL(sandbox.awsUrl);
    const canonical = [method, `/evidence/${key}`, query, `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
    const hash = createHash('sha256').update(canonical).digest('hex');
    const secret = scope
      .split('/')
      .reduce<string | Buffer>(
        (last, part) => createHmac('sha256', last).update(part).digest(),
        `AWS4${SECRET_ACCESS_KEY}`,
      );
    const signature = createHmac('sha256', secret)
      .update(['AWS4-HMAC-SHA256', time, scope, hash].join('\n'))
      .digest('hex');
    return `${sandbox.awsUrl}/evidence/${key}?${query}&X-Amz-Signature=${signature}`;
  }

  const put = (url: string) => fetch(url, { method: 'PUT', body: 'photo' });

  test('takes just the upload that was signed, until it expires', async () => {
    const url = presign('PUT', 'a.txt', 900);
    expect((await put(url)).status).toBe(200);
    const other = await put(url.replace('a.txt', 'b.txt'));
    expect([other.status, await other.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
    expect((await fetch(url)).status).toBe(403);
    await sandbox.clock.advance(901_000);
    const late = await put(url);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  test('gives the object to whoever has it', async () => {
    await put(presign('PUT', 'a.txt', 900));
    expect(await (await fetch(presign('GET', 'a.txt', 900))).text()).toBe('photo');
  });
});

describe('an upload by form', () => {
  const photo = (size: number) => new Blob([new Uint8Array(size)], { type: 'image/jpeg' });

  /** A form as a function signs it. */
  async function signedForm(): Promise<{ url: string; fields: Record<string, string> }> {
    const { Payload } = await sandbox.services.call({
      caller: { kind: 'outside', name: 'test' },
      service: 'lambda',
      action: 'Invoke',
      input: { FunctionName: 'signer' },
    });
    return JSON.parse(String(Payload));
  }

  async function upload(url: string, fields: Record<string, string>, size: number) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', photo(size), 'photo.jpg');
    const response = await fetch(url, { method: 'POST', body: form });
    return { status: response.status, text: await response.text() };
  }

  test('as a function signed it is taken, and told of on the default bus', async () => {
    const { url, fields } = await signedForm();
    expect(url.startsWith(sandbox.awsUrl)).toBe(true);
    expect(await upload(url, fields, 5)).toEqual({ status: 204, text: '' });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'evidence', Key: 'evidence/photo.jpg' }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'image/jpeg' });
    await sandbox.clock.idle();
    const [event] = sandbox.logs('listener').slice(-1);
    expect(JSON.parse(event?.message ?? '')).toMatchObject({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      resources: ['arn:aws:s3:::evidence'],
      detail: {
        bucket: { name: 'evidence' },
        object: { key: 'evidence/photo.jpg', size: 5 },
        reason: 'POST Object',
      },
    });
  });

  test('of another key, type or field, or with a changed policy, is refused', async () => {
    const { url, fields } = await signedForm();
    const refusals = [
      { ...fields, key: 'evidence/other.jpg' },
      { ...fields, 'Content-Type': 'text/html' },
      { ...fields, 'x-amz-meta-extra': 'x' },
      { ...fields, Policy: Buffer.from('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}').toString('base64') },
    ];
    for (const changed of refusals) expect(await upload(url, changed, 5)).toMatchObject({ status: 403 });
    expect((await s3.send(new ListObjectsV2Command({ Bucket: 'evidence' }))).KeyCount).toBe(0);
  });

  test('of too many or too few bytes is refused', async () => {
    const { url, fields } = await signedForm();
    expect(await upload(url, fields, 11)).toMatchObject({
      status: 400,
      text: expect.stringContaining('EntityTooLarge'),
    });
    expect(await upload(url, fields, 0)).toMatchObject({
      status: 400,
      text: expect.stringContaining('EntityTooSmall'),
    });
  });

  test('is refused once it has expired', async () => {
    const { url, fields } = await signedForm();
    await sandbox.clock.advance(16 * 60_000);
    expect(await upload(url, fields, 5)).toMatchObject({
      status: 403,
      text: expect.stringContaining('Policy expired'),
    });
  });

  test('may come from a web page of an origin that the bucket allows', async () => {
    const { url } = await signedForm();
    const preflight = (origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight('https://console.example');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://console.example',
    ]);
    expect((await preflight('https://elsewhere.example')).status).toBe(403);
  });

  test('answers as its fields ask', async () => {
    const credentials = { accessKeyId: accessKeyOf('signer'), secretAccessKey: SECRET_ACCESS_KEY };
    const { url, fields } = await createPresignedPost(new S3Client({ ...clientOf(sandbox), credentials }), {
      Bucket: 'evidence',
      Key: 'evidence/$' + '{filename}',
      Fields: { success_action_status: '201' },
    });
    const { status, text } = await upload(url, fields, 5);
    expect(status).toBe(201);
    expect(text).toContain('<Key>evidence/photo.jpg</Key>');
  });
});
