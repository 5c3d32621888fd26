import { system } from '../../platform/events.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { Task } from '../../tasks/task.ts';
import { getTask, replaceTask } from '../../tasks/task-store.ts';
import type { Claim } from '../claim.ts';
import { changeClaim, getClaim, getDocument, replaceDocument } from '../claim-store.ts';

/**
 * The receipt of an announced document: the document, the claim's history and, when all that was asked for is there, the
 * decision that resumes the workflow. A second delivery writes nothing.
 */
export async function receiveDocument(
  table: Table,
  { claimId, documentId }: { claimId: string; documentId: string },
  size: number,
  now: Date,
): Promise<{ writes: Write[] }> {
  const [claim, document] = await Promise.all([getClaim(table, claimId), getDocument(table, claimId, documentId)]);
  if (!claim || !document) throw new Error(`Evidence of an unknown document: ${claimId}/${documentId}`);
  if (document.status === 'RECEIVED') return { writes: [] };
  const received = {
    ...document,
    status: 'RECEIVED' as const,
    size,
    version: document.version + 1,
    updatedAt: now.toISOString(),
  };
  const documentsReceived = [...new Set([...(claim.documentsReceived ?? []), document.kind])];
  const change = {
    happened: 'document-received',
    set: { documentsReceived },
    data: { documentId, kind: document.kind },
  };
  const { claim: next, writes } = changeClaim(claim, [change], system, now);
  return { writes: [replaceDocument(received, document.version), ...writes, ...(await complete(table, next, now))] };
}

async function complete(table: Table, claim: Claim, now: Date): Promise<Write[]> {
  const received: ReadonlySet<string> = new Set(claim.documentsReceived);
  if (claim.status !== 'DOCUMENTS_REQUESTED' || !claim.documentsRequested?.every((kind) => received.has(kind)))
    return [];
  const task = claim.openTaskId === undefined ? undefined : await getTask(table, claim.openTaskId);
  return task?.kind === 'documents' && task.status === 'OPEN' ? [replaceTask(completed(task, now), task.version)] : [];
}

function completed(task: Task, now: Date): Task {
  const at = now.toISOString();
  const outcome = 'documents-received';
  const decision = { decision: { outcome }, decidedBy: system, decidedAt: at, resume: { output: { outcome } } };
  return { ...task, ...decision, status: 'DECIDED', version: task.version + 1, updatedAt: at };
}
