import { createHash } from 'node:crypto';
import {
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Careline } from '../../local/careline.ts';
import { clientOf, runningSandbox } from '../support/running-sandbox.ts';
import { sendFile, type Upload } from '../support/send-file.ts';
import { registered, reported } from './role-cast.ts';

let sandbox: Careline;
let s3: S3Client;
let Bucket: string;

beforeAll(async () => {
  sandbox = await runningSandbox();
  const credentials = { accessKeyId: 'auditor', secretAccessKey: 'any' };
  s3 = new S3Client({ endpoint: sandbox.awsUrl, region: 'us-east-1', credentials, forcePathStyle: true });
  Bucket = sandbox.app.buckets.find(({ eventBridge }) => eventBridge)?.name ?? '';
}, 60_000);
afterAll(async () => {
  s3?.destroy();
  await sandbox?.stop();
});

const quarantine = { TagSet: [{ Key: 'quarantine', Value: 'true' }] };

/** A claim, and its customer who uploads an invoice, perhaps more than once by the same form. */
async function scenario(...contents: readonly string[]) {
  const { customer, handler, claimId } = await reported(sandbox, await registered(sandbox));
  const documents = `/v1/claims/${claimId}/documents`;
  const announcement = { kind: 'invoice', filename: '../维修 发票"1".exe', contentType: 'application/pdf' };
  const { body } = await customer.post(documents, announcement);
  for (const content of contents) {
    await sendFile(body.upload as Upload, content, 'a.pdf');
    await sandbox.clock.advance(1_000);
  }
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'evidence/' }));
  const documentId = String(body.documentId);
  return {
    ...{ customer, handler, claimId, documentId },
    /** The oldest first. */
    versions: Versions.filter(({ Key = '' }) => Key.endsWith(documentId)).toReversed(),
    listed: async () => (await handler.get(documents)).body.items,
    open: (as = customer) => as.post(`${documents}/${documentId}/download`),
  };
}

const named = ({ Key, VersionId }: ObjectVersion = {}) => ({ Bucket, Key, VersionId });

describe('evidence in the deployed system', () => {
  test('is opened by a signed URL as it was sent last, for two minutes', async () => {
    const it = await scenario('%PDF-1.7 the first', '%PDF-1.7 the second');
    expect(it.versions).toHaveLength(2);
    const sha256 = createHash('sha256').update('%PDF-1.7 the second').digest('hex');
    expect(await it.listed()).toMatchObject([
      { status: 'RECEIVED', size: 19, sha256, detectedType: 'application/pdf', earlierUploads: 1, laterUploads: 0 },
    ]);
    const { status, body } = await it.open();
    expect([status, body.sha256]).toEqual([200, sha256]);
    const response = await fetch(String(body.url));
    expect(await response.text()).toBe('%PDF-1.7 the second');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="_ __1_.pdf"; filename*=UTF-8''${encodeURIComponent('维修 发票_1_.pdf')}`,
      'cache-control': 'no-store',
    });
    const other = await fetch(
      String(body.url).replace(String(it.versions[1]?.VersionId), String(it.versions[0]?.VersionId)),
    );
    expect(other.status).toBe(403);
    await sandbox.clock.advance(121_000);
    expect((await fetch(String(body.url))).status).toBe(403);
  });

  test('that is a page is put under quarantine, which its customer is told, and nobody opens it', async () => {
    const it = await scenario('<html><script>alert(1)</script></html>');
    expect(await it.listed()).toMatchObject([{ status: 'QUARANTINED' }]);
    expect(await s3.send(new GetObjectTaggingCommand(named(it.versions[0])))).toMatchObject(quarantine);
    expect((await it.open(it.handler)).status).toBe(409);
    const told = sandbox.messages().filter((message) => JSON.stringify(message).includes('请重新上传理赔材料'));
    expect(told.length).toBeGreaterThan(0);
  });

  test('under quarantine is refused by the bucket itself, whatever was signed before', async () => {
    const it = await scenario('%PDF-1.7');
    const { body } = await it.open();
    expect((await fetch(String(body.url))).status).toBe(200);
    await s3.send(new PutObjectTaggingCommand({ ...named(it.versions[0]), Tagging: quarantine }));
    expect((await fetch(String(body.url))).status).toBe(403);
  });

  test('is not there for another customer', async () => {
    const it = await scenario('%PDF-1.7');
    const { customerId } = await registered(sandbox);
    expect((await it.open(await clientOf(sandbox, 'customer', { customerId }))).status).toBe(404);
  });
});
