import * as z from 'zod';
import type { Principal } from '../../platform/http/auth.ts';
import { DomainError, invalidFields } from '../../platform/problems.ts';
import { actorOf } from '../../platform/record/events.ts';
import { described, wrong } from '../../platform/wording.ts';
import { type Approval, approval, type Claim, type ClaimChange, type Denial, denial, note } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { problems } from '../claim-problems.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimSettings } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import { says as fields } from '../field-wordings.ts';
import { type DocumentCode, documentCodes } from '../letters/labels.ts';
import { approve, examined, isFarAbove, mayAlone } from '../rules/adjudication.ts';
import { factsOf, lossFacts } from './facts.ts';

const request = z.lazy(() =>
  z.strictObject({
    outcome: z.literal('request-documents'),
    documents: z
      .array(z.enum(documentCodes))
      .min(1)
      .max(documentCodes.length)
      .refine((kinds) => new Set(kinds).size === kinds.length, wrong(fields.documentsOnce)),
    note,
  }),
);

/**
 * A handler, or a senior one, decides what is paid. Within their authority an approval takes effect; above it, far above the
 * loss, and for every denial, it is a proposal that a second person reviews.
 */
export const adjudication = claimKind({
  kind: 'adjudication',
  clock: 'decision',
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: lossFacts,
  decision: z.lazy(() =>
    z.discriminatedUnion('outcome', [approval, denial, request]).meta({
      id: 'AdjudicationDecision',
      ...described({
        en: 'A second person reviews a denial, an approval above the authority limit, and one far above the loss as assessed or estimated. An approval above that loss has a note',
        'zh-CN':
          '拒赔、超出权限的赔付，以及大幅高于定损或估损金额的赔付须由第二人复核；高于定损或估损金额的，须在备注中说明理由',
      }),
    }),
  ),
  leadsTo: 'AwaitAgreement',
  orTo: ['ReviewDecision', 'AwaitDocuments'],
  queue: ({ it }) => (isForSeniors(it) ? claimQueues.supervisor : claimQueues.handler),
  opens: (world) => ({
    facts: factsOf(world),
    change: { happened: 'adjudication-started', set: { status: 'ADJUDICATION' } },
  }),
  decides(world, decision) {
    if (decision.outcome === 'request-documents') return requestDocuments(world.it, decision.documents);
    if (decision.outcome === 'deny') return proposed(decision, world.by);
    const alone = mayAlone(world.by, decision.amount, claimSettings) && !isFarAbove(world, decision, claimSettings);
    // What is wrong with it is told now, rather than to the reviewer.
    return alone ? approve(world, decision, world.now) : proposed(examined(world, decision), world.by);
  },
});

function proposed(decision: Approval | Denial, maker: Principal): ClaimChange {
  const { outcome } = decision;
  return { happened: 'decision-proposed', set: { proposal: { decision, maker: actorOf(maker) } }, data: { outcome } };
}

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
