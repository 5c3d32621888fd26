import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { testFunction } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const Bucket = 'evidence';
let sandbox: Sandbox & AsyncDisposable;
let s3: S3Client;

beforeAll(async () => {
  const VersioningConfiguration = { Status: 'Enabled' };
  const NotificationConfiguration = { EventBridgeConfiguration: { EventBridgeEnabled: true } };
  const Evidence = {
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: Bucket, VersioningConfiguration, NotificationConfiguration },
  };
  const Plain = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'plain' } };
  const Rule = {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.s3'] },
      Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Listener', 'Arn'] } }],
    },
  };
  const listener = 'export const handler = async (event) => { console.log(JSON.stringify(event)); };';
  sandbox = await runSandbox({ Evidence, Plain, Rule, Listener: testFunction('listener') }, { listener });
  s3 = new S3Client({ ...clientOf(sandbox), forcePathStyle: true });
});
afterAll(async () => {
  s3.destroy();
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

async function put(Body: string, Key = 'a'): Promise<string> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return VersionId ?? '';
}
const get = (more: Partial<GetObjectCommandInput> = {}) => s3.send(new GetObjectCommand({ Bucket, Key: 'a', ...more }));
const text = async (VersionId?: string) => (await get({ VersionId })).Body?.transformToString();
const remove = (VersionId?: string) => s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
interface Told {
  readonly 'detail-type': string;
  readonly detail: { readonly object: Readonly<Record<string, unknown>>; readonly 'deletion-type'?: string };
}

/** What was told of these versions, in the order of what happened; functions run side by side. */
async function told(...versions: readonly (string | undefined)[]): Promise<Told[]> {
  await sandbox.clock.idle();
  const events: Told[] = sandbox
    .logs('listener')
    .flatMap(({ message }) => (message.startsWith('{') ? [JSON.parse(message)] : []));
  const sequence = ({ detail }: Told) => String(detail.object.sequencer);
  return events
    .filter(({ detail }) => versions.includes(String(detail.object['version-id'])))
    .sort((one, other) => sequence(one).localeCompare(sequence(other)));
}

describe('a bucket that keeps versions', () => {
  test('gives the latest one, or the one that is named', async () => {
    const [one, two] = [await put('one'), await put('two')];
    expect(one).not.toBe(two);
    expect([await text(), await text(one), await text(two)]).toEqual(['two', 'one', 'two']);
    expect(await get()).toMatchObject({ VersionId: two });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a', VersionId: one }));
    expect(head).toMatchObject({ VersionId: one, ContentLength: 3 });
    expect(await (await get({ VersionId: one, Range: 'bytes=1-' })).Body?.transformToString()).toBe('ne');
    await expect(text('never-put')).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('marks an object as deleted, and keeps what was there', async () => {
    const one = await put('one');
    const { DeleteMarker, VersionId: marker } = await remove();
    expect(DeleteMarker).toBe(true);
    await expect(text()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(text(marker)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect(await text(one)).toBe('one');
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(await remove(marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await text()).toBe('one');
  });

  test('deletes a version for good when it is named', async () => {
    const [one, two] = [await put('one'), await put('two')];
    const Delete = { Objects: [{ Key: 'a', VersionId: two }] };
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted).toEqual([{ Key: 'a', VersionId: two }]);
    expect(await text()).toBe('one');
    await remove(one);
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toBeUndefined();
  });

  test('lists versions and markers, the newest of each key first', async () => {
    const [one, other, two] = [await put('one'), await put('other', 'b'), await put('two')];
    const { VersionId: marker } = await remove();
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest])).toEqual([
      ['a', two, false],
      ['a', one, false],
      ['b', other, true],
    ]);
    expect(DeleteMarkers).toMatchObject([{ Key: 'a', VersionId: marker, IsLatest: true }]);
  });

  test('copies the version that is named', async () => {
    const one = await put('one');
    await put('two');
    const CopySource = `${Bucket}/a?versionId=${one}`;
    const { VersionId } = await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource }));
    expect(await get({ Key: 'b' })).toMatchObject({ VersionId, ContentLength: 3 });
    expect(await (await get({ Key: 'b' })).Body?.transformToString()).toBe('one');
  });

  test('tells which version was made, marked and deleted', async () => {
    const one = await put('one');
    const { VersionId: marker } = await remove();
    await remove(one);
    const etag = createHash('md5').update('one').digest('hex');
    expect(
      (await told(one, marker)).map(({ 'detail-type': type, detail }) => [
        type,
        detail.object,
        detail['deletion-type'],
      ]),
    ).toEqual([
      ['Object Created', expect.objectContaining({ key: 'a', size: 3, etag, 'version-id': one }), undefined],
      ['Object Deleted', expect.objectContaining({ key: 'a', 'version-id': marker }), 'Delete Marker Created'],
      ['Object Deleted', expect.objectContaining({ key: 'a', 'version-id': one }), 'Permanently Deleted'],
    ]);
  });
});

test('a bucket without versions replaces and deletes, and tells of no version', async () => {
  const object = { Bucket: 'plain', Key: 'a' };
  const { VersionId } = await s3.send(new PutObjectCommand({ ...object, Body: 'one' }));
  expect(VersionId).toBeUndefined();
  await s3.send(new PutObjectCommand({ ...object, Body: 'two' }));
  const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'plain' }));
  expect(Versions).toMatchObject([{ Key: 'a', VersionId: 'null', Size: 3 }]);
  expect((await s3.send(new DeleteObjectCommand(object))).DeleteMarker).toBeUndefined();
  await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'NoSuchKey' });
});

describe('the tags of an object', () => {
  const tag = (TagSet: { Key: string; Value: string }[], VersionId?: string) =>
    s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', VersionId, Tagging: { TagSet } }));
  const tags = async (VersionId?: string) =>
    (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'a', VersionId }))).TagSet;
  const quarantine = { Key: 'quarantine', Value: '是 & <true>' };

  test('are those of one version, and are counted by whoever reads it', async () => {
    const [one, two] = [await put('one'), await put('two')];
    expect(await tag([quarantine, { Key: 'second', Value: '' }], one)).toMatchObject({ VersionId: one });
    expect([await tags(one), await tags(two)]).toEqual([[quarantine, { Key: 'second', Value: '' }], []]);
    expect(await get({ VersionId: one })).toMatchObject({ TagCount: 2 });
    expect((await get()).TagCount).toBeUndefined();
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a', VersionId: one }));
    expect(await tags(one)).toEqual([]);
    const happened = (await told(one)).map(({ 'detail-type': type }) => type);
    expect(happened.slice(-2)).toEqual(['Object Tags Added', 'Object Tags Deleted']);
  });

  test.each([
    ['more than ten', Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: '' })), 'BadRequest'],
    ['the same twice', [quarantine, quarantine], 'InvalidTag'],
    ['a key of 129 characters', [{ Key: 'k'.repeat(129), Value: '' }], 'InvalidTag'],
    ['a value of 257 characters', [{ Key: 'k', Value: 'v'.repeat(257) }], 'InvalidTag'],
  ])('are refused when there are %s', async (_, set, name) => {
    await put('one');
    await expect(tag(set)).rejects.toMatchObject({ name });
    expect(await tags()).toEqual([]);
  });
});

test('an answer has the headers that a request wants in place of those of the object', async () => {
  await put('one');
  const ResponseContentDisposition = `attachment; filename*=UTF-8''%E7%85%A7.jpg`;
  const wanted = { ResponseContentType: 'image/jpeg', ResponseContentDisposition, ResponseCacheControl: 'no-store' };
  expect(await get(wanted)).toMatchObject({
    ContentType: 'image/jpeg',
    ContentDisposition: ResponseContentDisposition,
    CacheControl: 'no-store',
  });
});
