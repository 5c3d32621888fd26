import { describe, expect, test } from '@jest/globals';
import { evolve } from '../../../../functions/cases/case.ts';
import type { Claim, ClaimStatus } from '../../../../functions/claims/claim.ts';
import { claimType } from '../../../../functions/claims/claim-type.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { documentSchema, type EvidenceDocument } from '../../../../functions/claims/evidence/document.ts';
import { mayKnow, opened } from '../../../../functions/claims/evidence/opening.ts';
import { beside, otherVersion, supersedes } from '../../../../functions/claims/evidence/other-version.ts';
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

describe('a copy that the customer was asked for and that cannot be used', () => {
  const asked = { documentsRequested: ['photos', 'invoice'], documentsReceived: ['photos', 'invoice'] } as const;
  const proposal = {
    decision: { outcome: 'deny', clause: '第七条', reasons: '未投保' },
    maker: { sub: 'u-li', name: '李处理' },
  } as const;
  const rejectIn = (of: Claim, sent: object = {}, others: readonly EvidenceDocument[] = []) =>
    reject(of, document('RECEIVED', sent), others, given).change;
  const waits = {
    status: 'DOCUMENTS_REQUESTED',
    documentsRequested: ['photos', 'invoice'],
    documentsReceived: ['invoice'],
  };
  const given = { reason: '照片模糊', by: handler, now };

  test.each([
    ['is being decided', aClaim('ADJUDICATION', { ...asked })],
    ['is under review, whose proposal falls', aClaim('ADJUDICATION', { ...asked, proposal })],
  ])('lets a claim wait for it again that %s', (_, of) => {
    const change = rejectIn(of);
    expect(change).toMatchObject({ set: waits, cancels: true });
    expect(evolve(claimType, of, change)).not.toHaveProperty('proposal');
  });

  test.each<[string, Claim, object, readonly EvidenceDocument[]]>([
    ['is awaited already', aClaim('DOCUMENTS_REQUESTED', { ...asked }), {}, []],
    ['was decided', aClaim('OFFERED', { ...asked }), {}, []],
    ['was asked for something else', aClaim('ADJUDICATION', { ...asked, documentsRequested: ['invoice'] }), {}, []],
    ['has another', aClaim('ADJUDICATION', { ...asked }), {}, [document('RECEIVED', { documentId: 'doc_2' })]],
    ['had it from staff, who send it again', aClaim('ADJUDICATION', { ...asked }), { sentBy: 'staff' }, []],
  ])('leaves a claim where it is that %s', (_, of, sent, others) => {
    const change = rejectIn(of, sent, others);
    expect(change).not.toHaveProperty('cancels');
    expect(change.set).not.toHaveProperty('status');
  });
});

describe('another version of a document', () => {
  const has = (status: EvidenceDocument['status'], more: object = {}) =>
    document(status, { sequencer: '0055AED6', ...more });
  const later = '0055AED6DCD9';
  const earlier = '0055AED5';

  test.each<[string, EvidenceDocument, string | undefined, boolean, boolean]>([
    ['is the first to come', document('ANNOUNCED'), undefined, true, true],
    ['is newer', has('RECEIVED'), later, true, true],
    ['is older', has('RECEIVED'), earlier, true, false],
    ['is the same event, with zeros', has('RECEIVED'), '0055AED600', true, false],
    ['is newer in small letters', has('RECEIVED'), '0055aed7', true, true],
    ['is newer and not what it says', has('RECEIVED'), later, false, false],
    ['is newer than one that was not what it says', has('QUARANTINED'), later, true, true],
    ['is older than one that is not what it says', has('QUARANTINED'), earlier, true, true],
    ['is newer, and neither is what it says', has('QUARANTINED'), later, false, true],
    ['is older, and neither is what it says', has('QUARANTINED'), earlier, false, false],
    ['comes after the rejection', has('REJECTED'), later, true, false],
    ['has no place among the others', has('RECEIVED'), undefined, true, false],
    ['came before places were kept', document('RECEIVED'), later, true, false],
    ['is known', has('RECEIVED', { laterVersions: ['v2'] }), later, true, false],
  ])('that %s: counts or not', (_, of, sequencer, accepted, counts) => {
    expect(supersedes(of, { versionId: 'v2', sequencer }, accepted)).toBe(counts);
  });

  test.each([
    ['was sent before', earlier, { earlierVersions: ['v0', 'v2'], laterVersions: ['v9'] }],
    ['was sent later', later, { earlierVersions: ['v0'], laterVersions: ['v9', 'v2'] }],
    ['has no place among the others', undefined, { earlierVersions: ['v0'], laterVersions: ['v9', 'v2'] }],
  ])('that does not count and %s is kept as that', (_, sequencer, expected) => {
    const arrived = has('RECEIVED', { earlierVersions: ['v0'], laterVersions: ['v9'] });
    if (arrived.status === 'ANNOUNCED') throw new Error('It has arrived');
    expect({ ...arrived, ...beside(arrived, { versionId: 'v2', sequencer }) }).toMatchObject(expected);
  });

  const writesOf = (others: object, versionId: string) => {
    const arrived = document('RECEIVED', others);
    if (arrived.status === 'ANNOUNCED') throw new Error('It has arrived');
    return otherVersion(aWorld(claim), arrived, { versionId }, now).writes;
  };
  const numbered = (count: number) => Array.from({ length: count }, (_, number) => `other ${number}`);

  test.each<[string, object, string, number]>([
    ['is noted, and told in the history', {}, 'v2', 3],
    ['is the document itself', {}, 'v1', 0],
    ['is known', { laterVersions: ['v2'] }, 'v2', 0],
    ['was replaced', { earlierVersions: ['v2'] }, 'v2', 0],
    ['is the twentieth', { earlierVersions: numbered(10), laterVersions: numbered(9) }, 'v2', 3],
    ['is one too many', { earlierVersions: numbered(10), laterVersions: numbered(10) }, 'v2', 0],
  ])('that %s', (_, others, versionId, count) => {
    expect(writesOf(others, versionId)).toHaveLength(count);
  });
});
