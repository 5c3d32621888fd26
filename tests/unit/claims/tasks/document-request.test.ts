import { describe, expect, test } from '@jest/globals';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import type { DocumentCode } from '../../../../functions/claims/letters/labels.ts';
import { adjudication } from '../../../../functions/claims/tasks/adjudication.ts';
import { aClaim, decidedBy } from '../../../support/fixtures.ts';
import { invalidAt, refusalOf, refused } from '../../../support/refusal.ts';

describe('documents', () => {
  const asked = (claim: Readonly<Record<string, unknown>>, ...documents: DocumentCode[]) =>
    adjudication.decides(decidedBy('claims-handler', aClaim('ADJUDICATION', claim)), {
      outcome: 'request-documents',
      documents,
    });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['of which none has come', {}],
    ['beside what came unasked', { documentsReceived: ['photos'] }],
  ])('%s are asked for, all together', (_title, claim) => {
    const documents: DocumentCode[] = ['id-card', 'police-report'];
    expect(asked(claim, ...documents)).toStrictEqual({
      happened: 'documents-requested',
      set: { status: 'DOCUMENTS_REQUESTED', documentsRequested: documents },
      data: { documents },
      tells: [{ template: 'claim-documents-requested', model: { documents } }],
    });
  });

  test('are asked for once', () => {
    const refusal = refused('documents-already-requested', says.documentsRequested);
    expect(refusalOf(() => asked({ documentsRequested: ['photos'] }, 'id-card'))).toEqual(refusal);
  });

  test.each<[string, DocumentCode[], string[]]>([
    ['one', ['id-card', 'photos'], ['/documents/1']],
    ['the first', ['photos', 'id-card'], ['/documents/0']],
    ['all', ['photos', 'medical-record'], ['/documents/0', '/documents/1']],
  ])('of which %s has come already are refused, field by field', (_title, documents, pointers) => {
    const claim = { documentsReceived: ['photos', 'medical-record'] };
    expect(refusalOf(() => asked(claim, ...documents))).toEqual(invalidAt(says.receivedAlready, ...pointers));
  });

  test('are asked for each by its own name', () => {
    const parse = (documents: string[]) => adjudication.decision.safeParse({ outcome: 'request-documents', documents });
    expect(parse(['photos', 'id-card']).success).toBe(true);
    expect(parse(['photos', 'photos']).success).toBe(false);
    expect(parse([]).success).toBe(false);
  });
});
