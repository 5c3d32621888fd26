import { describe, expect, test } from '@jest/globals';
import type { ClaimStatus } from '../../../../functions/claims/claim.ts';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { claimStatuses } from '../../../../functions/claims/claim-type.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import {
  assertTakesDocuments,
  isComplete,
  objectKey,
  parseObjectKey,
} from '../../../../functions/claims/evidence/document.ts';
import type { DocumentCode } from '../../../../functions/claims/letters/labels.ts';
import { documents } from '../../../../functions/claims/tasks/documents.ts';
import { aClaim, aWorld, decidedBy, now } from '../../../support/fixtures.ts';
import { refusalOf, refused } from '../../../support/refusal.ts';

type Codes = readonly DocumentCode[];

describe('documents that a customer was asked for', () => {
  test('are awaited from the customer', () => {
    const world = aWorld(aClaim('DOCUMENTS_REQUESTED', { documentsRequested: ['photos', 'id-card'] }));
    expect(documents.opens(world)).toStrictEqual({
      facts: { documentsRequested: ['photos', 'id-card'] },
      change: { happened: 'documents-awaited', set: {} },
    });
    expect(documents.queue(world)).toBe(claimQueues.customer);
  });

  test.each<ClaimStatus>(['REPORTED', 'ADJUDICATION'])('are none while a claim is %s', (status) => {
    expect(documents.opens(aWorld(aClaim(status))).facts).toStrictEqual({ documentsRequested: [] });
  });

  test.each<[Codes | undefined, Codes]>([
    [undefined, ['photos']],
    [['id-card'], ['id-card', 'photos']],
    [
      ['photos', 'id-card'],
      ['photos', 'id-card'],
    ],
  ])('and photos beside %j are %j', (documentsReceived, expected) => {
    const world = decidedBy('customer', aClaim('DOCUMENTS_REQUESTED', { documentsReceived }));
    const receipt = { outcome: 'documents-received', kind: 'photos', documentId: 'doc_1' } as const;
    expect(documents.decides(world, receipt)).toStrictEqual({
      happened: 'document-received',
      set: { documentsReceived: expected },
      data: { documentId: 'doc_1', kind: 'photos' },
    });
  });

  test('are not waited for beyond their time: a handler decides without them', () => {
    expect(documents.overdue?.(aWorld(aClaim('DOCUMENTS_REQUESTED')), now)).toStrictEqual({
      happened: 'documents-overdue',
      set: { status: 'ADJUDICATION' },
    });
  });

  test.each<[Codes, Codes | undefined, boolean]>([
    [['photos'], undefined, false],
    [['photos'], [], false],
    [['photos'], ['id-card'], false],
    [['photos'], ['photos'], true],
    [['photos', 'id-card'], ['photos'], false],
    [['photos', 'id-card'], ['id-card', 'photos', 'other'], true],
  ])('%j are complete with %j: %j', (documentsRequested, documentsReceived, expected) => {
    expect(isComplete(aClaim('DOCUMENTS_REQUESTED', { documentsRequested, documentsReceived }))).toBe(expected);
  });

  test('are not complete where none was asked for', () => {
    expect(isComplete(aClaim('ADJUDICATION', { documentsReceived: ['photos'] }))).toBe(false);
    expect(isComplete(aClaim('REPORTED', { documentsReceived: ['photos'] }))).toBe(false);
  });
});

describe('a claim', () => {
  const over: readonly ClaimStatus[] = ['WITHDRAWN', 'CLOSED', 'DENIED', 'PAID'];

  test.each(claimStatuses.filter((status) => !over.includes(status)))('takes documents while it is %s', (status) => {
    expect(refusalOf(() => assertTakesDocuments(aClaim(status)))).toBeUndefined();
  });

  test.each(over)('takes no documents once it is %s', (status) => {
    const refusal = refused('illegal-state', says.takesNoDocuments(status));
    expect(refusalOf(() => assertTakesDocuments(aClaim(status)))).toEqual(refusal);
  });
});

describe('the key of a document', () => {
  test.each([
    ['longer than a year', true, 'evidence/long-term/clm_1/doc_1'],
    ['up to a year', false, 'evidence/yearly/clm_1/doc_1'],
  ])('of a policy of %s says so, and names claim and document', (_title, longTerm, key) => {
    expect(objectKey(longTerm, 'clm_1', 'doc_1')).toBe(key);
    expect(parseObjectKey(key)).toStrictEqual({ claimId: 'clm_1', documentId: 'doc_1' });
  });

  test.each([
    '',
    'evidence/yearly/clm_1',
    'evidence/yearly/clm_1/',
    'evidence/yearly//doc_1',
    'evidence/daily/clm_1/doc_1',
    'evidence/yearly/clm_1/doc_1/more',
    'evidence/yearly/clm_1/doc.pdf',
    'evidence/yearly/clm.1/doc_1',
    'old/evidence/yearly/clm_1/doc_1',
  ])('is not %j', (key) => expect(parseObjectKey(key)).toBeUndefined());
});
