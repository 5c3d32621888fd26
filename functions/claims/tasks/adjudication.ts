import * as z from 'zod';
import { DomainError, invalidFields } from '../../platform/problems.ts';
import { actorOf } from '../../platform/record/events.ts';
import { described, wrong } from '../../platform/wording.ts';
import { approval, type Claim, type ClaimChange, denial, note } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { problems } from '../claim-problems.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimSettings } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import { says as fields } from '../field-wordings.ts';
import { type DocumentCode, documentCodes } from '../letters/labels.ts';
import { approve, mayAlone } from '../rules/adjudication.ts';
import { assertCovered } from '../rules/reservation.ts';
import { factsOf, lossFacts } from './facts.ts';

const request = z.strictObject({
  outcome: z.literal('request-documents'),
  documents: z
    .array(z.enum(documentCodes))
    .min(1)
    .max(documentCodes.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, wrong(fields.documentsOnce)),
  note,
});

/**
 * A handler, or a senior one, decides what is paid. Within their authority an approval takes effect; above it, and for
 * every denial, it is a proposal that a second person reviews.
 */
export const adjudication = claimKind({
  kind: 'adjudication',
  hours: claimSettings.taskHours.adjudication,
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: lossFacts,
  decision: z.discriminatedUnion('outcome', [approval, denial, request]).meta({
    id: 'AdjudicationDecision',
    ...described({
      en: 'A second person reviews a denial, and an approval above the authority limit',
      'zh-CN': '拒赔以及超出权限的赔付须由第二人复核',
    }),
  }),
  leadsTo: 'AwaitAgreement',
  orTo: ['ReviewDecision', 'AwaitDocuments'],
  queue: ({ it }) => (isForSeniors(it) ? claimQueues.supervisor : claimQueues.handler),
  opens: (world) => ({
    facts: factsOf(world),
    change: { happened: 'adjudication-started', set: { status: 'ADJUDICATION' } },
  }),
  decides(world, decision) {
    if (decision.outcome === 'request-documents') return requestDocuments(world.it, decision.documents);
    const { by, now, reads } = world;
    if (decision.outcome === 'approve') {
      if (mayAlone(by, decision.amount, claimSettings)) return approve(world, decision, now);
      // Told now rather than to the reviewer: the cover left does not carry the amount.
      assertCovered(reads.policy, decision.amount);
    }
    const proposal = { decision, maker: actorOf(by) };
    return { happened: 'decision-proposed', set: { proposal }, data: { outcome: decision.outcome } };
  },
});

/** Doubts, large sums, injuries and disputes are heard by somebody senior. */
function isForSeniors(claim: Claim): boolean {
  return claim.status === 'DISPUTED' || ('track' in claim && (claim.track === 'senior' || claim.track === 'injury'));
}

function requestDocuments(claim: Claim, documents: DocumentCode[]): ClaimChange {
  // Insurance Law art. 22: what is missing is asked for once, all together.
  if ('documentsRequested' in claim && claim.documentsRequested) {
    throw new DomainError(problems.documentsRequested, says.documentsRequested);
  }
  const [first, ...others] = documents.flatMap((kind, index) =>
    claim.documentsReceived?.includes(kind) ? [{ pointer: `/documents/${index}`, detail: says.receivedAlready }] : [],
  );
  if (first) throw invalidFields([first, ...others]);
  return {
    happened: 'documents-requested',
    set: { status: 'DOCUMENTS_REQUESTED', documentsRequested: documents },
    data: { documents },
    tells: [{ template: 'claim-documents-requested', model: { documents } }],
  };
}
