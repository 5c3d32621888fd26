import { expect, test } from '@jest/globals';
import { placeOf } from '../../../functions/cases/case.ts';
import { type ClaimStatus, doubts, type Track } from '../../../functions/claims/claim.ts';
import { type ClaimPlace, claimStatuses, claimType } from '../../../functions/claims/claim-type.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import { aClaim, aPayment, at, aWorld } from '../../support/fixtures.ts';

const payeeDoubt = { namedBy: { sub: 'u-wang', name: '王小明' } };

/** What of the claim and its payment decides, and where it stands then. */
type Row = readonly [given: Readonly<Record<string, unknown>>, place: ClaimPlace | null, payment?: Payment['status']];

const always = (place: ClaimPlace | null): Row[] => [[{}, place]];
const [doubt] = doubts;
const triaged = (track: Track, place: ClaimPlace, doubted: string[] = []): Row => [{ track, doubts: doubted }, place];
const maker = { sub: 'u-li', name: '李处理' };
const proposal = { decision: { outcome: 'deny', clause: '第七条', reasons: '未投保' }, maker };

/** Every status under each of its conditions; one that is missing does not compile. */
const places: Readonly<Record<ClaimStatus, readonly Row[]>> = {
  REPORTED: always('RegisterClaim'),
  REGISTERED: always('RegisterClaim'),
  TRIAGED: [
    triaged('injury', 'CareForInjured'),
    triaged('injury', 'CareForInjured', [doubt]),
    triaged('survey', 'SurveyLoss'),
    triaged('survey', 'SurveyLoss', [doubt]),
    triaged('senior', 'SurveyLoss'),
    triaged('senior', 'Adjudicate', [doubt]),
    triaged('fast-track', 'Adjudicate'),
  ],
  FAST_TRACK: always('Adjudicate'),
  SURVEY: always('SurveyLoss'),
  ASSESSED: always('Adjudicate'),
  INJURY_CARE: [
    [{}, 'CareForInjured'],
    [{ contactedAt: at(0) }, 'Adjudicate'],
  ],
  ADJUDICATION: [
    [{}, 'Adjudicate'],
    [{ proposal }, 'ReviewDecision'],
  ],
  DOCUMENTS_REQUESTED: [
    [{ documentsRequested: ['photos', 'id-card'] }, 'AwaitDocuments'],
    [{ documentsRequested: ['photos', 'id-card'], documentsReceived: ['photos'] }, 'AwaitDocuments'],
    [{ documentsRequested: ['photos'], documentsReceived: ['id-card'] }, 'AwaitDocuments'],
    [{ documentsRequested: ['photos', 'id-card'], documentsReceived: ['id-card', 'photos'] }, 'Adjudicate'],
  ],
  APPROVED: always('AwaitAgreement'),
  PARTIALLY_APPROVED: always('AwaitAgreement'),
  OFFERED: always('AwaitAgreement'),
  DISPUTED: always('Adjudicate'),
  AGREED: [
    [{}, 'PayClaim'],
    [{ paymentOrderId: 'pay_1' }, 'RepairPayment', 'FAILED'],
    [{ payee: { name: '王芳' } }, 'PayClaim'],
    [{ payee: { name: '王芳' }, payeeDoubt }, 'CheckPayee'],
  ],
  PAYMENT_ORDERED: [
    [{}, 'PayClaim'],
    [{}, 'PayClaim', 'ORDERED'],
    [{}, 'CloseClaim', 'PAID'],
    [{}, 'RepairPayment', 'FAILED'],
  ],
  PAID: always('CloseClaim'),
  DENIED: always('CloseClaim'),
  CLOSED: always(null),
  WITHDRAWN: always(null),
};

const rows = claimStatuses.flatMap((status) =>
  places[status].map(([given, place, payment]) => ({ status, given, place, payment })),
);

test.each(rows)('a claim that is $status with $given and a payment $payment stands at $place', (row) => {
  const { it, reads } = aWorld(aClaim(row.status, row.given), { payment: row.payment && aPayment(row.payment) });
  expect(placeOf(claimType, it, reads)).toBe(row.place);
});

test('a claim of a status that nobody knows has no place, and says so', () => {
  const { REPORTED, ...stands } = claimType.stands;
  const unknown = { stands } as Pick<typeof claimType, 'stands'>;
  const { it, reads } = aWorld(aClaim('REPORTED'));
  expect(() => placeOf(unknown, it, reads)).toThrow('No place is known for a case that is REPORTED');
});
