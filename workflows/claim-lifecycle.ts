import { claimSettings } from '../functions/claims/claim-settings.ts';
import { claimType } from '../functions/claims/claim-type.ts';
import { adjudication } from '../functions/claims/tasks/adjudication.ts';
import { documents } from '../functions/claims/tasks/documents.ts';
import { injuryContact } from '../functions/claims/tasks/injury-contact.ts';
import { offer } from '../functions/claims/tasks/offer.ts';
import { payeeCheck } from '../functions/claims/tasks/payee-check.ts';
import { paymentRepair } from '../functions/claims/tasks/payment-repair.ts';
import { review } from '../functions/claims/tasks/review.ts';
import { survey } from '../functions/claims/tasks/survey.ts';
import { waitsFor, workflowOf } from './asl.ts';

const says =
  'A claim from registration to closing. Reports, decisions and payments are recorded first; the relay resumes this workflow second.';

/** A claim from registration to closing. */
export const claimLifecycle = workflowOf(claimType, says, {
  RegisterClaim: {
    says: 'Registers the claim, checks its cover and sorts it, in one step; for a claim that is under way it finds its place',
    step: 'begin',
  },
  CareForInjured: waitsFor(injuryContact, 'Somebody calls the injured person, before anybody talks of money'),
  SurveyLoss: waitsFor(survey, 'A surveyor looks at the loss and assesses it'),
  Adjudicate: waitsFor(adjudication, 'A handler decides; nobody is denied by a machine'),
  AwaitDocuments: waitsFor(
    documents,
    'The customer sends what one notice asked for; without it a handler decides how to go on',
  ),
  ReviewDecision: waitsFor(
    review,
    'A second person reviews a denial, or an amount above the authority limit or far above the loss',
  ),
  AwaitAgreement: waitsFor(
    offer,
    'The customer agrees or disputes; silence is answered with a reminder, never taken for consent',
  ),
  CheckPayee: waitsFor(
    payeeCheck,
    'Somebody else than the customer is to be paid, or somebody who is paid for many claims: a person confirms it, or asks for another account',
  ),
  PayClaim: {
    says: 'One order, paid once; an order without an answer is sent again under the same id',
    step: 'payClaim',
    waits: claimSettings.paymentAnswerHours,
    next: 'CloseClaim',
    on: { 'payment-failed': 'RepairPayment' },
  },
  RepairPayment: waitsFor(paymentRepair, 'The provider will not pay this order: somebody finds out why'),
  CloseClaim: { says: 'Records the payment or the denial as final and tells the customer', step: 'closeClaim' },
});
