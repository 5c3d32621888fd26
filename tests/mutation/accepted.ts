const guard = 'A guard for the types: no value that rules are given comes there.';
const same = 'The outcome is the same either way.';
const log = 'What stands in the log is for people.';
const histories = 'No history of Step Functions tells the two apart.';

/** Mutants that no test needs to tell from the rule, and why: the file's end, a part of the line, the reason. */
export const accepted: readonly { readonly file: string; readonly line: string; readonly reason: string }[] = [
  { file: 'cases/finding/mending.ts', line: "placeOf(type, world.it, world.reads) ?? ''", reason: guard },
  {
    file: 'cases/timeline.ts',
    line: 'const { events = [], notes = [], fields = [] }',
    reason: 'No event and no field has such a name.',
  },
  { file: 'cases/case.ts', line: '!next[from]?.includes(to)', reason: guard },
  { file: 'claims/evidence/document.ts', line: '(claim.documentsRequested ?? [])', reason: guard },
  { file: 'claims/claim-settings.ts', line: 'most !== undefined && money.amount <= most', reason: same },
  { file: 'claims/tasks/adjudication.ts', line: "'documentsRequested' in claim && claim", reason: guard },
  {
    file: 'customers/customer.ts',
    line: '.toISOString().slice(0, 10)',
    reason: 'A day sorts before all times of that day.',
  },
  { file: 'executions/execution-states.ts', line: 'if (!pass) continue', reason: histories },
  { file: 'executions/execution-states.ts', line: "event.type ?? ''", reason: guard },
  { file: 'executions/execution-states.ts', line: '/^(Map|Parallel)/.test(type)', reason: histories },
  { file: 'executions/execution-states.ts', line: "status: 'running',", reason: 'It is set anew before it is shown.' },
  { file: 'executions/execution-states.ts', line: 'pass.open && pass.state.name === name', reason: histories },
  { file: 'executions/execution-states.ts', line: 'pass.open && state.error !== undefined', reason: histories },
  { file: 'executions/execution-states.ts', line: "statusWithin(state, 'FAILED')", reason: same },
  { file: 'executions/execution-states.ts', line: 'if (container) recordFailure', reason: histories },
  { file: 'executions/execution-states.ts', line: '/(Failed|TimedOut)EventDetails$/', reason: histories },
  { file: 'executions/execution-states.ts', line: "event.type?.endsWith('TimedOut')", reason: guard },
  { file: 'executions/redaction.ts', line: 'const found: string[] = []', reason: 'No text holds such a token.' },
  { file: 'executions/redaction.ts', line: "typeof value === 'string' && within", reason: guard },
  { file: 'executions/redaction.ts', line: "parsed(text = 'null')", reason: same },
  { file: 'executions/redaction.ts', line: '} catch {', reason: same },
  { file: 'notifications/settlement.ts', line: 'if (!message) logger.warn', reason: log },
  {
    file: 'notifications/transitions.ts',
    line: "if (status === 'SENT') return",
    reason: 'That it was accepted changes nothing in what is sent.',
  },
  { file: 'notifications/transitions.ts', line: '...(reason !== undefined && { reason })', reason: same },
  { file: 'notifications/transitions.ts', line: 'known !== undefined && known < told', reason: same },
  { file: 'tasks/deciding.ts', line: 'orTo = [] }', reason: 'No place has such a name.' },
  { file: 'tasks/deciding.ts', line: 'place === null || !orTo.includes(place)', reason: same },
];
