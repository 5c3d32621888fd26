import * as z from 'zod';
import { described } from '../../platform/wording.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { documentCodes } from '../letters/labels.ts';

/** The customer is to send what is missing; the notice went out with the decision to ask. */
export const documents = claimKind({
  kind: 'documents',
  clock: 'documents',
  deciders: ['customer'],
  facts: z.lazy(() => z.object({ documentsRequested: z.array(z.enum(documentCodes)) }).meta({ id: 'DocumentsFacts' })),
  decision: z.lazy(() =>
    z
      .strictObject({ outcome: z.literal('documents-received'), kind: z.enum(documentCodes), documentId: z.string() })
      .meta({
        id: 'DocumentsReceipt',
        ...described({
          en: 'Made by the arrival of the last document asked for',
          'zh-CN': '最后一份所需材料到达时自动作出',
        }),
      }),
  ),
  leadsTo: 'Adjudicate',
  queue: () => claimQueues.customer,
  opens: ({ it }) => ({
    facts: { documentsRequested: ('documentsRequested' in it && it.documentsRequested) || [] },
    change: { happened: 'documents-awaited', set: {} },
  }),
  decides: ({ it }, { kind, documentId }) => ({
    happened: 'document-received',
    set: { documentsReceived: [...new Set([...(it.documentsReceived ?? []), kind])] },
    data: { documentId, kind },
  }),
  /** A handler decides without them. */
  overdue: () => ({ happened: 'documents-overdue', set: { status: 'ADJUDICATION' } }),
});
