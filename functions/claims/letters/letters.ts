import { templateOf } from '../../notifications/letters/template.ts';
import { claimClosed, claimWithdrawn } from './closing.ts';
import { claimDenied, claimOffered, claimOfferReminder } from './decision.ts';
import { claimDocumentQuarantined, claimDocumentRejected } from './evidence.ts';
import { claimDocumentsRequested, claimInjuryContact, claimSurveyorAppointed } from './investigation.ts';
import { claimMessage } from './message.ts';
import { models } from './models.ts';
import { claimPaid, claimPayeeRejected } from './payment.ts';
import { claimRegistered } from './registration.ts';

/** Every letter about a claim by its name. */
export const letters = {
  'claim-registered': templateOf(models['claim-registered'], claimRegistered),
  'claim-surveyor-appointed': templateOf(models['claim-surveyor-appointed'], claimSurveyorAppointed),
  'claim-injury-contact': templateOf(models['claim-injury-contact'], claimInjuryContact),
  'claim-documents-requested': templateOf(models['claim-documents-requested'], claimDocumentsRequested),
  'claim-document-quarantined': templateOf(models['claim-document-quarantined'], claimDocumentQuarantined),
  'claim-document-rejected': templateOf(models['claim-document-rejected'], claimDocumentRejected),
  'claim-offered': templateOf(models['claim-offered'], claimOffered),
  'claim-offer-reminder': templateOf(models['claim-offer-reminder'], claimOfferReminder),
  'claim-denied': templateOf(models['claim-denied'], claimDenied),
  'claim-payee-rejected': templateOf(models['claim-payee-rejected'], claimPayeeRejected),
  'claim-paid': templateOf(models['claim-paid'], claimPaid),
  'claim-closed': templateOf(models['claim-closed'], claimClosed),
  'claim-withdrawn': templateOf(models['claim-withdrawn'], claimWithdrawn),
  'claim-message': templateOf(models['claim-message'], claimMessage),
} as const;

/** The letters whose sending off or arrival a clock of the rule packs asks for. */
export const tellsClocks = ['claim-documents-requested', 'claim-denied'] as const;

/** The letters that want an answer, or that the law wants told: whoever they do not reach is told another way. */
export const mustReach = [
  'claim-documents-requested',
  'claim-document-quarantined',
  'claim-document-rejected',
  'claim-offered',
  'claim-offer-reminder',
  'claim-denied',
] as const;
