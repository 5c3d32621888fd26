import type { Case, CaseChange } from './case.ts';
import type { CaseStore, Outbox } from './case-store.ts';

/** Why a workflow was started anew. */
export type RestartReason = 'execution-ended' | 'execution-missing' | 'no-progress' | 'resumed' | 'ordered';

/** Another execution of the case's workflow takes over; whatever an older one still does finds itself superseded. */
export function restart<C extends Case>(it: C, reason: RestartReason, note?: string): CaseChange<C> {
  const restarts = (it.restarts ?? 0) + 1;
  return {
    happened: 'restarted',

    own: { execution: it.execution + 1, restarts, halted: undefined },
    data: { reason },
    note,
  };
}

/** The same for an execution that has grown old. */
export function continuation<C extends Case>(it: C): CaseChange<C> {
  return { happened: 'continued', own: { execution: it.execution + 1 } };
}

/** What makes the stream start the execution that the case names, and stop the one that it takes the place of. */
export function startOf<C extends Case, R>(store: CaseStore<C, R>, it: C, replaces?: string): Outbox {
  const { workflow, idOf } = store.type;
  const starts = {
    workflow,
    name: store.executionName(it),
    input: { caseId: idOf(it) },
    ...(replaces && { replaces }),
  };
  return { outbox: 'start', starts };
}
