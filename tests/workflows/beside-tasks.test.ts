import { describe, expect, test } from '@jest/globals';
import { cny, customer, handler, smallLoss, storyOf, supervisor } from '../support/claim-story.ts';
import { type House, house } from '../support/house/house.ts';
import { motorPolicy, portfolio } from '../support/portfolio.ts';

const another = { name: '王芳', relation: 'spouse', account: '6222 0202 0011 2233 446' };
/** A year ago: too long ago to be the same loss, or one of many. */
const oldLoss = { ...smallLoss, lossAt: '2026-02-02T08:30:00+08:00' };
const approve = { outcome: 'approve', amount: cny(320_000) };

/** A claim with a photo, on a policy on which there was a claim before. */
async function scenario() {
  const inside = await house();
  await portfolio(inside.table, { ...motorPolicy, insuredObject: '浙A12345' });
  const it = { ...inside, ...storyOf(inside) };
  const before = await it.report(oldLoss);
  await it.withdraw(before);
  const claimId = await it.report();
  const photo = await uploaded(inside, claimId);
  const beside = {
    otherClaims: [{ claimId: before, status: 'WITHDRAWN', estimate: cny(320_000), why: ['same-policy'] }],
    otherClaimsFound: 1,
    documents: [{ documentId: photo, kind: 'photos', status: 'RECEIVED', filename: 'a.jpg', size: 22 }],
    documentsFound: 1,
  };
  const ordered = async () => String((await it.claim(claimId)).paymentOrderId);
  return { ...it, claimId, photo, beside, ordered };
}

/** Sends a photo, or what is none. */
async function uploaded(it: House, claimId: string, content?: Buffer): Promise<string> {
  const body = { kind: 'photos', filename: 'a.jpg', contentType: 'image/jpeg' };
  const params = { claimId };
  const answer = await it.call({ route: 'POST /v1/claims/{claimId}/documents', params, as: customer, body });
  const documentId = String(answer.body.documentId);
  await it.receive(claimId, documentId, content, `version-of-${documentId}`);
  return documentId;
}

describe('other claims of the policy, and the documents, stand beside', () => {
  test('the check of a payee, the repair of a payment, the inquiry into an order, and the recovery of what it paid', async () => {
    const it = await scenario();
    await it.decide('claims-handler', approve, handler);
    await it.accept(it.claimId, another);
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'payee-check', facts: it.beside });
    await it.decide('claims-handler', { outcome: 'confirm' }, handler);
    const orderId = await it.ordered();
    await it.notify({ id: 'n-1', type: 'payment.failed', orderId });
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'payment-repair', facts: it.beside });
    await it.notify({ id: 'n-2', type: 'payment.paid', orderId });
    const inquiry = { kind: 'payment-inquiry', facts: { ...it.beside, orderId, told: [{ type: 'paid' }] } };
    expect(await it.openTask('claims-supervisor')).toMatchObject(inquiry);
    await it.decide('claims-supervisor', { outcome: 'paid', recover: cny(20_000), note: '多付' }, supervisor);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'payment-recovery', facts: it.beside });
  });

  test('an inquiry also when the provider says yet another thing', async () => {
    const it = await scenario();
    await it.decide('claims-handler', approve, handler);
    await it.accept(it.claimId);
    const orderId = await it.ordered();
    for (const type of ['paid', 'failed', 'reversed']) await it.notify({ id: type, type: `payment.${type}`, orderId });
    const told = [{ type: 'failed' }, { type: 'reversed' }];
    expect((await it.openTask('claims-supervisor')).facts).toMatchObject({ ...it.beside, told });
  });

  test('a task as they were when it was opened; the list of documents tells how they are', async () => {
    const it = await scenario();
    await it.decide('claims-handler', { outcome: 'request-documents', documents: ['id-card'] }, handler);
    await it.clock.advance(60_000);
    const fake = await uploaded(it, it.claimId, Buffer.from('<script>'));
    await it.clock.advance(31 * 86_400_000);
    const { facts } = await it.openTask('claims-supervisor');
    const both = [
      { documentId: fake, status: 'QUARANTINED' },
      { documentId: it.photo, status: 'RECEIVED' },
    ];
    expect(facts).toMatchObject({ documents: both, documentsFound: 2 });
    const params = { claimId: it.claimId, documentId: it.photo };
    const body = { reason: '照片模糊' };
    const route = 'POST /v1/claims/{claimId}/documents/{documentId}/rejection';
    expect(await it.call({ route, params, as: handler, body })).toMatchObject({ status: 200 });
    expect((await it.openTask('claims-supervisor')).facts).toMatchObject({ documents: both });
    const list = await it.call({ route: 'GET /v1/claims/{claimId}/documents', params, as: handler });
    expect(list.body.items).toMatchObject([
      { documentId: fake, status: 'QUARANTINED' },
      { documentId: it.photo, status: 'REJECTED', size: 22, sha256: expect.any(String) },
    ]);
  });
});
