import { describe, expect, test } from '@jest/globals';
import { documents } from '../../functions/claims/evidence/document-store.ts';
import type { Caller } from '../support/api.ts';
import { customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { aPhoto } from '../support/house/evidence.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';

const aProgram = Buffer.from('MZ\u0090\0\u0003\0\0\0', 'latin1');
const stranger: Caller = { role: 'customer', sub: 'u-li-si', customerId: 'cus_lisi' };
const officer: Caller = { role: 'complaints-officer', sub: 'u-qian', branchId: 'HQ' };

interface Listed {
  readonly documentId: string;
  readonly status: string;
}

/** A claim whose customer was asked for photos and an invoice. */
async function scenario() {
  const it = await house();
  await portfolio(it.table);
  const story = storyOf(it);
  const claimId = await story.report();
  await story.decide('claims-handler', { outcome: 'request-documents', documents: ['photos', 'invoice'] }, handler);
  const params = (documentId: string) => ({ claimId, documentId });
  return {
    ...it,
    ...story,
    claimId,
    claim: () => story.claim(claimId),
    timeline: (as?: Caller) => story.timeline(claimId, as),
    async announce(kind = 'photos', as = customer, filename = '照片.jpg'): Promise<string> {
      const body = { kind, filename, contentType: 'image/jpeg' };
      const route = 'POST /v1/claims/{claimId}/documents';
      return String((await it.call({ route, params: { claimId }, as, body })).body.documentId);
    },
    receive: (documentId: string, content?: Buffer, versionId = `version-of-${documentId}`, sequencer?: string) =>
      it.receive(claimId, documentId, content, versionId, sequencer),
    list: (as: Caller) => it.call({ route: 'GET /v1/claims/{claimId}/documents', params: { claimId }, as }),
    open: (documentId: string, as: Caller) =>
      it.call({
        route: 'POST /v1/claims/{claimId}/documents/{documentId}/download',
        params: params(documentId),
        as,
      }),
    reject: (documentId: string, as = handler, reason = '照片模糊，无法辨认车牌号') =>
      it.call({
        route: 'POST /v1/claims/{claimId}/documents/{documentId}/rejection',
        params: params(documentId),
        as,
        body: { reason },
      }),
    told: async (template: string) =>
      (await story.messages()).filter((message) => message.template === template).length,
  };
}

/** The same, when all has come and a handler is to decide. */
async function complete() {
  const it = await scenario();
  const photo = await it.announce();
  await it.receive(photo);
  await it.receive(await it.announce('invoice'));
  return { ...it, photo };
}

describe('a document that was received', () => {
  test('is listed with what was found, newest first', async () => {
    const it = await scenario();
    const first = await it.announce();
    await it.receive(first);
    const second = await it.announce('invoice');
    const { items } = (await it.list(handler)).body as unknown as { items: Listed[] };
    expect(items).toMatchObject([
      { documentId: second, kind: 'invoice', status: 'ANNOUNCED' },
      {
        documentId: first,
        kind: 'photos',
        status: 'RECEIVED',
        filename: '照片.jpg',
        contentType: 'image/jpeg',
        detectedType: 'image/jpeg',
        size: aPhoto.length,
        sha256: 'd20f6ffd523b78a86cd2f916fa34af5d1918d75f7b142237c752ad6b254213ab',
        announcedBy: { sub: 'u-wang' },
        sentBy: 'customer',
        earlierUploads: 0,
        laterUploads: 0,
      },
    ]);
    expect(items[0]).not.toHaveProperty('size');
  });

  test('is opened as it was received by its customer, staff and complaints; each time is told to staff alone', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    await it.receive(documentId);
    const { version } = await it.claim();
    for (const as of [customer, handler, surveyor, officer]) {
      const { status, body } = await it.open(documentId, as);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        documentId,
        url: expect.stringContaining(
          `evidence/long-term/${it.claimId}/${documentId}?versionId=version-of-${documentId}`,
        ),
        filename: '照片.jpg',
        contentType: 'image/jpeg',
      });
    }
    const openings = async (as: Caller) => (await it.timeline(as)).filter((type) => type === 'document-opened').length;
    expect([await openings(handler), await openings(customer)]).toEqual([4, 0]);
    // Whoever has read the claim has still its latest version.
    expect((await it.claim()).version).toBe(version);
  });

  test('is told of with who opened it', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    await it.receive(documentId);
    await it.open(documentId, surveyor);
    const route = 'GET /v1/claims/{claimId}/timeline';
    const { body } = await it.call({ route, params: { claimId: it.claimId }, as: handler, query: { limit: '100' } });
    const events = body.items as unknown as { type: string }[];
    expect(events.find(({ type }) => type === 'claim.document-opened.v1')).toMatchObject({
      actor: { sub: 'u-sun', name: '孙查勘' },
      data: { documentId, kind: 'photos' },
    });
  });

  test('is not there for another customer, nor under another claim', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    await it.receive(documentId);
    expect((await it.list(stranger)).status).toBe(404);
    expect((await it.open(documentId, stranger)).status).toBe(404);
    const other = await it.report({ ...smallLoss, lossAt: '2026-11-19T08:30:00+08:00' });
    const route = 'POST /v1/claims/{claimId}/documents/{documentId}/download';
    expect((await it.call({ route, params: { claimId: other, documentId }, as: handler })).status).toBe(404);
  });

  test('is for staff alone where staff have sent it', async () => {
    const it = await scenario();
    const documentId = await it.announce('photos', surveyor);
    await it.receive(documentId);
    expect((await it.list(customer)).body.items).toEqual([]);
    expect((await it.list(handler)).body.items).toMatchObject([{ documentId, sentBy: 'staff' }]);
    expect((await it.open(documentId, customer)).status).toBe(404);
    expect((await it.open(documentId, handler)).status).toBe(200);
  });

  test('cannot be opened before it has come', async () => {
    const it = await scenario();
    const { status, body } = await it.open(await it.announce(), handler);
    expect([status, body.code]).toEqual([409, 'illegal-state']);
    expect(await it.timeline()).not.toContain('document-opened');
  });
});

describe('a form that is used again', () => {
  const [blurred, sharp] = [aPhoto, Buffer.concat([aPhoto, Buffer.from('sharp')])];
  const files: Readonly<Record<string, Buffer>> = { 1: blurred, 2: sharp, 3: aProgram };

  test.each<[string, string]>([
    ['as they were sent', '12'],
    ['the other way round', '21'],
    ['each twice', '1221'],
    ['the other way round, each twice', '2211'],
    ['before one that is not what it says', '123'],
    ['after one that is not what it says', '321'],
    ['around one that is not what it says', '231'],
    ['around it the other way round', '132'],
  ])('counts as the newest that can be opened, when its events come %s', async (_title, order) => {
    const it = await scenario();
    const documentId = await it.announce();
    for (const number of order) await it.receive(documentId, files[number], `version-${number}`, `00${number}0`);
    const { items } = (await it.list(handler)).body as unknown as { items: Listed[] };
    const program = order.includes('3') ? 1 : 0;
    expect(items).toMatchObject([{ status: 'RECEIVED', size: sharp.length, earlierUploads: 1, laterUploads: program }]);
    expect(String((await it.open(documentId, handler)).body.url)).toContain('versionId=version-2');
    expect((await it.claim()).documentsReceived).toEqual(['photos']);
  });

  test('is told to staff alone, once for each file', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    for (const version of ['first', 'second', 'second', 'third']) await it.receive(documentId, aPhoto, version);
    const again = async (as: Caller) => (await it.timeline(as)).filter((type) => type === 'document-sent-again').length;
    expect([await again(handler), await again(customer)]).toEqual([2, 0]);
  });

  test('replaces nothing that was rejected', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    await it.receive(documentId, blurred, 'first');
    await it.reject(documentId);
    await it.receive(documentId, sharp, 'second');
    expect((await it.list(handler)).body.items).toMatchObject([{ status: 'REJECTED', laterUploads: 1 }]);
    expect(await it.claim()).toMatchObject({ documentsReceived: [] });
  });

  test('is noted twenty times, however often it is used', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    for (let number = 0; number <= 25; number += 1) await it.receive(documentId, aPhoto, `version ${number}`);
    expect((await it.list(handler)).body.items).toMatchObject([{ earlierUploads: 20, laterUploads: 0 }]);
  });
});

describe('a file that is not what it says', () => {
  test('is put under quarantine, completes nothing, and its customer is told to send it again', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    await it.receive(documentId, aProgram);
    await it.receive(documentId, aProgram);
    const object = { key: `evidence/long-term/${it.claimId}/${documentId}`, versionId: `version-of-${documentId}` };
    expect([...it.evidence.quarantined.values()]).toEqual([object]);
    expect((await it.claim()).documentsReceived).toBeUndefined();
    expect(await it.told('claim-document-quarantined')).toBe(2);
    expect((await it.list(customer)).body.items).toMatchObject([
      { status: 'QUARANTINED', detectedType: 'application/x-msdownload' },
    ]);
    const { status, body } = await it.open(documentId, handler);
    expect([status, body.code]).toEqual([409, 'illegal-state']);
    expect((await it.reject(documentId)).status).toBe(409);
  });

  test('is tagged by the next try where the first one failed, and its customer is told once', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    const { quarantine } = it.evidence;
    it.evidence.quarantine = async () => {
      throw new Error('S3 answered 503');
    };
    await expect(it.receive(documentId, aProgram)).rejects.toThrow('503');
    expect((await it.open(documentId, handler)).status).toBe(409);
    it.evidence.quarantine = quarantine;
    await it.receive(documentId, aProgram);
    expect(it.evidence.quarantined.size).toBe(1);
    expect(await it.told('claim-document-quarantined')).toBe(2);
  });

  test('is no matter for the customer where staff have sent it', async () => {
    const it = await scenario();
    await it.receive(await it.announce('photos', surveyor), aProgram);
    expect(await it.told('claim-document-quarantined')).toBe(0);
    expect((await it.list(handler)).body.items).toMatchObject([{ status: 'QUARANTINED' }]);
  });

  test('is not asked for again once the claim takes no documents', async () => {
    const it = await scenario();
    const documentId = await it.announce();
    await it.withdraw(it.claimId);
    await it.receive(documentId, aProgram);
    expect(await it.told('claim-document-quarantined')).toBe(0);
    expect(it.evidence.quarantined.size).toBe(1);
  });
});

describe('a copy that cannot be used', () => {
  test('is asked for again with the reason, and counts as missing until another comes', async () => {
    const it = await scenario();
    const photo = await it.announce();
    await it.receive(photo);
    const { status, body } = await it.reject(photo);
    expect([status, body.status, body.rejection]).toMatchObject([
      200,
      'REJECTED',
      { reason: '照片模糊，无法辨认车牌号' },
    ]);
    expect(await it.told('claim-document-rejected')).toBe(2);
    expect(await it.claim()).toMatchObject({ status: 'DOCUMENTS_REQUESTED', documentsReceived: [] });
    await it.receive(await it.announce('invoice'));
    expect(await it.claim()).toMatchObject({ status: 'DOCUMENTS_REQUESTED', documentsReceived: ['invoice'] });
    await it.receive(await it.announce());
    expect(await it.claim()).toMatchObject({ status: 'ADJUDICATION', documentsReceived: ['invoice', 'photos'] });
    expect((await it.list(customer)).body.items).toHaveLength(3);
  });

  test('is not missed where another of its kind was received', async () => {
    const it = await scenario();
    const [first, second] = [await it.announce(), await it.announce()];
    for (const photo of [first, second]) await it.receive(photo);
    await it.reject(first);
    expect((await it.claim()).documentsReceived).toEqual(['photos']);
    await it.reject(second);
    expect((await it.claim()).documentsReceived).toEqual([]);
  });

  test('lets a claim that is adjudicated wait for it; the handler gets it anew when it has come', async () => {
    const it = await complete();
    const first = await it.openTask('claims-handler');
    expect((await it.reject(it.photo)).status).toBe(200);
    expect(await it.claim()).toMatchObject({ status: 'DOCUMENTS_REQUESTED', documentsReceived: ['invoice'] });
    expect(await it.openTask('claims-handler')).toBeUndefined();
    expect(await it.openTask('customer')).toMatchObject({ kind: 'documents' });
    const { taskId } = first;
    const stale = await it.call({
      route: 'POST /v1/tasks/{taskId}/decision',
      params: { taskId },
      as: handler,
      body: { outcome: 'approve', amount: smallLoss.estimate },
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'illegal-state']);
    await it.receive(await it.announce());
    const next = await it.openTask('claims-handler');
    expect(next).toMatchObject({ kind: 'adjudication', caseId: it.claimId });
    expect(next.taskId).not.toBe(taskId);
    expect((await it.timeline()).slice(-5)).toEqual([
      'document-rejected',
      'documents-awaited',
      'document-received',
      'documents-completed',
      'adjudication-started',
    ]);
    await it.decide('claims-handler', { outcome: 'approve', amount: smallLoss.estimate }, handler);
    expect(await it.claim()).toMatchObject({ status: 'OFFERED' });
  });

  test('takes a denial back from its reviewer', async () => {
    const it = await complete();
    await it.decide('claims-handler', { outcome: 'deny', clause: '第七条', reasons: '照片与报案不符' }, handler);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'review' });
    await it.reject(it.photo, supervisor);
    expect(await it.openTask('claims-supervisor')).toBeUndefined();
    await it.receive(await it.announce());
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'adjudication' });
    expect(await it.told('claim-denied')).toBe(0);
  });

  test('stays the handler’s matter where nobody asked for it, or staff have sent it', async () => {
    const it = await complete();
    const task = await it.openTask('claims-handler');
    for (const document of [await it.announce('repair-invoice'), await it.announce('photos', surveyor)]) {
      await it.receive(document);
      await it.reject(document);
    }
    expect(await it.claim()).toMatchObject({ status: 'ADJUDICATION' });
    expect(await it.openTask('claims-handler')).toEqual(task);
  });

  test('is rejected once, by who decides claims, with a reason', async () => {
    const it = await scenario();
    const photo = await it.announce();
    await it.receive(photo);
    expect((await it.reject(photo, customer)).status).toBe(403);
    expect((await it.reject(photo, surveyor)).status).toBe(403);
    const { status, body } = await it.reject(photo, handler, ' ');
    expect([status, body.errors]).toMatchObject([422, [{ pointer: '/reason' }]]);
    expect((await it.reject(photo, supervisor)).status).toBe(200);
    expect((await it.reject(photo, supervisor)).body.code).toBe('illegal-state');
    expect(await it.told('claim-document-rejected')).toBe(2);
  });

  test('is not rejected by somebody whose own claim it is', async () => {
    const it = await scenario();
    const photo = await it.announce();
    await it.receive(photo);
    const own = { ...handler, customerId: customer.customerId ?? '' };
    expect((await it.reject(photo, own)).status).toBe(403);
    expect(await documents.get(it.table, photo)).toMatchObject({ status: 'RECEIVED' });
  });

  test('is told to staff and in the letter, not in the customer’s timeline; not at all where staff have sent it', async () => {
    const it = await scenario();
    const photo = await it.announce('photos', surveyor);
    await it.receive(photo);
    await it.reject(photo);
    expect(await it.told('claim-document-rejected')).toBe(0);
    expect(await it.timeline(customer)).toContain('document-rejected');
    const route = 'GET /v1/claims/{claimId}/timeline';
    const { body } = await it.call({ route, params: { claimId: it.claimId }, as: customer, query: { limit: '100' } });
    expect(JSON.stringify(body)).not.toContain('照片模糊');
  });
});

test('uploads of a claim are limited, and those that have expired do not count', async () => {
  const it = await scenario();
  const route = 'POST /v1/claims/{claimId}/documents';
  const body = { kind: 'photos', filename: 'a.jpg', contentType: 'image/jpeg' };
  const announce = () => it.call({ route, params: { claimId: it.claimId }, as: customer, body });
  for (let number = 0; number < 20; number += 1) expect((await announce()).status).toBe(201);
  expect(await announce()).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  for (let round = 0; round < 4; round += 1) {
    await it.clock.advance(15 * 60_000);
    for (let number = 0; number < 20; number += 1) expect((await announce()).status).toBe(201);
  }
  await it.clock.advance(15 * 60_000);
  expect(await announce()).toMatchObject({ status: 409, body: { code: 'too-many-documents' } });
});
