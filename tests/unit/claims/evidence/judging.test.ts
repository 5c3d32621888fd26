import { describe, expect, test } from '@jest/globals';
import type { ClaimStatus } from '../../../../functions/claims/claim.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { documentSchema, type EvidenceDocument } from '../../../../functions/claims/evidence/document.ts';
import { laterVersion } from '../../../../functions/claims/evidence/later-version.ts';
import { mayKnow, opened } from '../../../../functions/claims/evidence/opening.ts';
import { reject } from '../../../../functions/claims/evidence/rejection.ts';
import { aClaim, aWorld, now } from '../../../support/fixtures.ts';
import { refusalOf, refused } from '../../../support/refusal.ts';

const claim = aClaim('ADJUDICATION', { documentsReceived: ['photos', 'invoice'] });
const handler = { sub: 'u-li', name: '李处理', roles: ['claims-handler'], branchId: 'HQ' } as const;
const customer = { sub: 'u-wang', name: '王小明', roles: ['customer'], customerId: claim.customerId } as const;
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const rejection = { reason: '照片模糊', by: { sub: 'u-li', name: '李处理' }, at: now.toISOString() };

/** A photo as it stands; one that has arrived has what was found. */
function document(status: EvidenceDocument['status'], more: object = {}): EvidenceDocument {
  const at = now.toISOString();
  return documentSchema.parse({
    documentId: 'doc_1',
    claimId: claim.claimId,
    kind: 'photos',
    filename: '照片.jpg',
    contentType: 'image/jpeg',
    sentBy: 'customer',
    status,
    ...(status !== 'ANNOUNCED' && { size: 3, sha256, versionId: 'v1', detectedType: 'image/heic', receivedAt: at }),
    ...(status === 'REJECTED' && { rejection }),
    ...{ version: 1, createdAt: at, updatedAt: at },
    ...more,
  });
}

describe('a document that is opened', () => {
  test.each(['RECEIVED', 'REJECTED'] as const)(
    'is, when %s, the version that was examined, as what it is',
    (status) => {
      const file = { filename: '照片.jpg', versionId: 'v1', size: 3, sha256, contentType: 'image/heic' };
      expect(opened(document(status))).toEqual(file);
    },
  );

  test.each([
    ['not there', document('ANNOUNCED'), says.documentNotReceived],
    ['quarantined', document('QUARANTINED'), says.documentQuarantined],
    ['quarantined and tells nothing', document('QUARANTINED', { detectedType: undefined }), says.documentQuarantined],
    ['of before versions', document('RECEIVED', { versionId: undefined }), says.documentNotExamined],
    ['of before digests', document('RECEIVED', { sha256: undefined }), says.documentNotExamined],
    ['of before types', document('RECEIVED', { detectedType: undefined }), says.documentNotExamined],
  ])('is refused when it is %s', (_, given, why) => {
    expect(refusalOf(() => opened(given))).toEqual(refused('illegal-state', why));
  });

  test.each([
    ['its customer', customer, {}, true],
    ['staff', handler, {}, true],
    ['its customer, where staff have sent it', customer, { sentBy: 'staff' }, false],
    ['staff, where staff have sent it', handler, { sentBy: 'staff' }, true],
    ['staff whose own claim it is', { ...handler, customerId: claim.customerId }, { sentBy: 'staff' }, false],
    ['staff, under another claim', handler, { claimId: 'clm_other' }, false],
  ] as const)('is known to %s: %#', (_, by, more, expected) => {
    expect(mayKnow(by, claim, document('RECEIVED', more))).toBe(expected);
  });
});

describe('a copy that cannot be used', () => {
  const given = { reason: '照片模糊', by: handler, now };

  test('is asked for again, and is missing', () => {
    const { rejected, change } = reject(claim, document('RECEIVED'), [], given);
    expect(rejected).toEqual(document('REJECTED'));
    expect(change).toEqual({
      happened: 'document-rejected',
      set: { documentsReceived: ['invoice'] },
      data: { documentId: 'doc_1', kind: 'photos' },
      note: '照片模糊',
      tells: [
        {
          template: 'claim-document-rejected',
          model: { document: 'photos', filename: '照片.jpg', reason: '照片模糊' },
        },
      ],
    });
  });

  test.each([
    ['another photo', document('RECEIVED', { documentId: 'doc_2' }), {}],
    ['a photo to come', document('ANNOUNCED', { documentId: 'doc_2' }), { documentsReceived: ['invoice'] }],
    ['a rejected photo', document('REJECTED', { documentId: 'doc_2' }), { documentsReceived: ['invoice'] }],
    ['an invoice', document('RECEIVED', { kind: 'invoice' }), { documentsReceived: ['invoice'] }],
  ])('is missing beside %s: %#', (_, other, set) => {
    expect(reject(claim, document('RECEIVED'), [other], given).change.set).toEqual(set);
  });

  test('is told to nobody where staff have sent it', () => {
    expect(reject(claim, document('RECEIVED', { sentBy: 'staff' }), [], given).change.tells).toEqual([]);
  });

  test.each(['ANNOUNCED', 'QUARANTINED', 'REJECTED'] as const)('is none when it is %s', (status) => {
    const refusal = refused('illegal-state', says.onlyReceivedRejected);
    expect(refusalOf(() => reject(claim, document(status), [], given))).toEqual(refusal);
  });

  test.each<ClaimStatus>(['PAID', 'WITHDRAWN'])('is none for a claim that is %s', (status) => {
    const refusal = refused('illegal-state', says.takesNoDocuments(status));
    expect(refusalOf(() => reject(aClaim(status), document('RECEIVED'), [], given))).toEqual(refusal);
  });
});

describe('a later version of a document', () => {
  const writesOf = (later: readonly string[], versionId: string) => {
    const arrived = document('RECEIVED', { laterVersions: [...later] });
    if (arrived.status === 'ANNOUNCED') throw new Error('It has arrived');
    return laterVersion(aWorld(claim), arrived, versionId, now).writes;
  };
  const nineteen = Array.from({ length: 19 }, (_, number) => `later ${number}`);

  test.each([
    ['is noted, and told in the history', [], 'v2', 3],
    ['is the document itself', [], 'v1', 0],
    ['is known', ['v2'], 'v2', 0],
    ['is the twentieth', nineteen, 'v2', 3],
    ['is one too many', [...nineteen, 'later 19'], 'v2', 0],
  ])('%s', (_, later, versionId, count) => {
    expect(writesOf(later, versionId)).toHaveLength(count);
  });
});
