import { limits } from '@careline/sandbox/limits';
import { describe, expect, test } from '@jest/globals';
import type { CaseListing } from '../../../../functions/cases/case-listing.ts';
import { type Claim, type ClaimStatus, summaryOf } from '../../../../functions/claims/claim.ts';
import { claimSettings } from '../../../../functions/claims/claim-settings.ts';
import { documentSchema, type EvidenceDocument } from '../../../../functions/claims/evidence/document.ts';
import { beside, besideOf } from '../../../../functions/claims/tasks/beside.ts';
import { aClaim, at, aWorld, cny, HOUR } from '../../../support/fixtures.ts';

const it = aClaim('ADJUDICATION');
const other = (claimId: string, status: ClaimStatus = 'CLOSED', given: object = {}) =>
  aClaim(status, { claimId, reference: `C-${claimId}`, ...given });

/** A claim as it is listed under its policy. */
function listing(claim: Claim, summary?: CaseListing['summary']): CaseListing {
  const { claimId, reference, branchId, status, createdAt, updatedAt } = claim;
  return { ...{ reference, branchId, status, createdAt, updatedAt }, caseId: claimId, caseType: 'claim', summary };
}

function aDocument(status: EvidenceDocument['status'], given: object = {}): EvidenceDocument {
  const ids = {
    documentId: 'doc_1',
    claimId: it.claimId,
    kind: 'photos',
    filename: 'a.jpg',
    contentType: 'image/jpeg',
  };
  const kept = { sentBy: 'customer', version: 1, createdAt: at(-9 * HOUR), updatedAt: at(-9 * HOUR) };
  const came = { size: 22, sha256: 'ab', detectedType: 'image/heic', versionId: 'v1', receivedAt: at(-8 * HOUR) };
  const rejection = { reason: '模糊', by: { sub: 'u-li', name: '李处理' }, at: at(-HOUR) };
  return documentSchema.parse({ ...ids, ...kept, ...came, rejection, status, ...given });
}

describe('the other claims beside a task', () => {
  test('are told with their reference, status, dates, amounts, and why they are there', () => {
    const paid = other('clm_2', 'CLOSED', { insured: 'OBJECT#浙A12345', estimate: cny(400_000) });
    expect(besideOf(aWorld(it, { others: [paid] }))).toMatchObject({
      otherClaims: [
        {
          claimId: 'clm_2',
          reference: 'C-clm_2',
          status: 'CLOSED',
          reportedAt: paid.createdAt,
          lossAt: paid.lossAt,
          cause: 'glass',
          estimate: cny(400_000),
          approved: cny(320_000),
          paid: cny(320_000),
          why: ['same-policy', 'same-object'],
        },
      ],
      otherClaimsFound: 1,
    });
  });

  test.each<[string, object, string[]]>([
    ['of the same object under another policy', { insured: 'OBJECT#1', policyNumber: 'CTP-9' }, ['same-object']],
    ['of the same person', { insured: 'PERSON#cus_wang', policyNumber: 'TR-1' }, ['same-person']],
    ['of the same person and policy', { insured: 'PERSON#cus_wang' }, ['same-policy', 'same-person']],
    ['of a policy that names no object', { insured: 'POLICY#PM1' }, ['same-policy']],
  ])('say why: %s', (_title, given, why) => {
    expect(besideOf(aWorld(it, { others: [other('clm_2', 'PAID', given)] })).otherClaims).toMatchObject([{ why }]);
  });

  test('of the same policy come behind, once each and never the claim itself', () => {
    const [near, far, old] = [other('clm_near'), other('clm_far', 'DENIED', { estimate: cny(5) }), other('clm_old')];
    const ofPolicy = [listing(it, {}), listing(far, summaryOf(far)), listing(near, summaryOf(near)), listing(old)];
    const shown = besideOf(aWorld(it, { others: [near], ofPolicy }));
    expect(shown.otherClaims).toStrictEqual([
      expect.objectContaining({ claimId: 'clm_near' }),
      {
        claimId: 'clm_far',
        reference: 'C-clm_far',
        status: 'DENIED',
        reportedAt: far.createdAt,
        lossAt: far.lossAt,
        cause: 'glass',
        estimate: cny(5),
        why: ['same-policy'],
      },
      // Of before summaries were kept.
      { claimId: 'clm_old', reference: 'C-clm_old', status: 'CLOSED', reportedAt: old.createdAt, why: ['same-policy'] },
    ]);
    expect(shown.otherClaimsFound).toBe(3);
  });

  test('are cut, and counted whole', () => {
    const ofPolicy = ['1', '2', '3', '4'].map((id) => listing(other(id)));
    const { otherClaims, otherClaimsFound } = besideOf(aWorld(it, { others: [other('near')], ofPolicy }), {
      besideTasks: { otherClaims: 3, documents: 1, countedClaims: 9 },
    });
    expect(otherClaims?.map(({ claimId }) => claimId)).toEqual(['near', '1', '2']);
    expect(otherClaimsFound).toBe(5);
  });
});

describe('the documents beside a task', () => {
  test('are those that came, with what is known of each', () => {
    const documents = [aDocument('ANNOUNCED', { documentId: 'doc_2' }), aDocument('RECEIVED')];
    expect(besideOf(aWorld(it, { documents }))).toMatchObject({
      documents: [
        {
          documentId: 'doc_1',
          kind: 'photos',
          status: 'RECEIVED',
          filename: 'a.jpg',
          contentType: 'image/jpeg',
          detectedType: 'image/heic',
          size: 22,
          sha256: 'ab',
          uploadedAt: at(-8 * HOUR),
        },
      ],
      documentsFound: 1,
    });
  });

  test.each(['RECEIVED', 'REJECTED', 'QUARANTINED'] as const)('say where they are %s', (status) => {
    expect(besideOf(aWorld(it, { documents: [aDocument(status)] })).documents).toMatchObject([{ status }]);
  });

  test('come the last first, those without a time last, cut and counted whole', () => {
    const came = (documentId: string, receivedAt?: string) => aDocument('RECEIVED', { documentId, receivedAt });
    const documents = [
      came('early', at(-3 * HOUR)),
      came('unknown'),
      came('late', at(-HOUR)),
      came('then', at(-2 * HOUR)),
    ];
    const settings = { besideTasks: { otherClaims: 1, documents: 3, countedClaims: 9 } };
    const all = besideOf(aWorld(it, { documents }));
    expect(all.documents?.map(({ documentId }) => documentId)).toEqual(['late', 'then', 'early', 'unknown']);
    const { documents: shown, documentsFound } = besideOf(aWorld(it, { documents }), settings);
    expect(shown?.map(({ documentId }) => documentId)).toEqual(['late', 'then', 'early']);
    expect(documentsFound).toBe(4);
  });
});

test('what stands beside a task, at the most that the settings can be, takes less than half of its item', () => {
  const most = { besideTasks: { otherClaims: 50, documents: 100, countedClaims: 1000 } };
  const many = <T>(count: number, of: (id: string) => T) => Array.from({ length: count }, (_, n) => of(String(n)));
  const largest = { contentType: 'application/ofd', sha256: 'f'.repeat(64), filename: '𠮷'.repeat(200) };
  const documents = many(101, (id) => aDocument('QUARANTINED', { documentId: `doc_${id}`.padEnd(30), ...largest }));
  const amount = cny(1_000_000_000_000);
  const money = { estimate: amount, approved: amount, paid: amount };
  const others = many(51, (id) => other(`clm_${id}`.padEnd(30), 'CLOSED', { insured: 'PERSON#cus_wang', ...money }));
  const facts = beside.parse(besideOf(aWorld(it, { others, documents }), most));
  expect(facts).toMatchObject({ otherClaimsFound: 51, documentsFound: 101 });
  expect([facts.otherClaims?.length, facts.documents?.length]).toEqual([50, 100]);
  expect(Buffer.byteLength(JSON.stringify(facts))).toBeLessThan(limits.itemSize.figure / 2);
  const { otherClaims, documents: shown } = claimSettings.besideTasks;
  expect(otherClaims).toBeLessThanOrEqual(50);
  expect(shown).toBeLessThanOrEqual(100);
});
