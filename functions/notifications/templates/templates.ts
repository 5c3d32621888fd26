import { claimClosed, claimWithdrawn } from './closing.ts';
import { claimDenied, claimOffered, claimOfferReminder } from './decision.ts';
import { claimDocumentsRequested, claimInjuryContact, claimSurveyorAppointed } from './investigation.ts';
import type { TemplateName } from './models.ts';
import { claimPaid, claimPaymentOrdered } from './payment.ts';
import { claimHandlerChanged, claimRegistered } from './registration.ts';
import type { Template } from './template.ts';

/** Every template by its name; one that is missing does not compile. */
export const templates: { readonly [Name in TemplateName]: Template<Name> } = {
  'claim-registered': claimRegistered,
  'claim-handler-changed': claimHandlerChanged,
  'claim-surveyor-appointed': claimSurveyorAppointed,
  'claim-injury-contact': claimInjuryContact,
  'claim-documents-requested': claimDocumentsRequested,
  'claim-offered': claimOffered,
  'claim-offer-reminder': claimOfferReminder,
  'claim-denied': claimDenied,
  'claim-payment-ordered': claimPaymentOrdered,
  'claim-paid': claimPaid,
  'claim-closed': claimClosed,
  'claim-withdrawn': claimWithdrawn,
};
