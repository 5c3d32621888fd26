import type { TableScope } from './table-scope.ts';
import type { WorkflowScope } from './workflow-scope.ts';

/** One thing that every endpoint must do alike: what `run` observes is compared with `expected`, as JSON. */
export interface ConformanceCase<Scope> {
  /** A sentence. */
  readonly name: string;
  /** What of the service it uses beside what every case uses; see `probes.ts`. */
  readonly needs?: readonly string[];
  readonly run: (scope: Scope) => Promise<unknown>;
  readonly expected: unknown;
}

export type DynamoDbCase = ConformanceCase<TableScope>;
export type WorkflowCase = ConformanceCase<WorkflowScope>;

/** The endpoint lacks what a case needs. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

const missingNames = new Set([
  'InvalidAction',
  'MethodNotAllowed',
  'NotImplemented',
  'NotImplementedException',
  'UnknownOperation',
  'UnknownOperationException',
]);
const missingStatuses = new Set([404, 405, 501]);

/** Why an error means that the endpoint has no such action; undefined for errors of the action itself. */
export function missingBecause(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof NotThere) return error.message;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  const isMissing = missingNames.has(error.name) || (status !== undefined && missingStatuses.has(status));
  const words = error.message.split('\n')[0]?.slice(0, 100);
  return isMissing ? `${error.name}${words && words !== error.name ? `: ${words}` : ''}` : undefined;
}

/** The error that a call fails with, by its name, with the reasons of a cancelled transaction; not its words, which are nobody's promise. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    return { succeeded: await call.then(() => true) };
  } catch (error) {
    if (!(error instanceof Error) || missingBecause(error) !== undefined) throw error;
    const { CancellationReasons: reasons } = error as { CancellationReasons?: { Code?: string }[] };
    return { error: error.name, ...(reasons && { reasons: reasons.map(({ Code = 'None' }) => Code) }) };
  }
}
