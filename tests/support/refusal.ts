import { DomainError, type FieldError } from '../../functions/platform/problems.ts';
import type { Wording } from '../../functions/platform/wording.ts';

interface Refusal {
  readonly code: string;
  readonly detail: Wording;
  readonly errors: readonly FieldError[] | undefined;
}

/** What a rule refuses, or undefined where it does not. */
export function refusalOf(run: () => unknown): Refusal | undefined {
  try {
    run();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, detail, errors } = error;
    return { code, detail, errors };
  }
  return undefined;
}

/** A refusal of the whole. */
export function refused(code: string, detail: Wording): Refusal {
  return { code, detail, errors: undefined };
}

/** A refusal of fields, for the same reason. */
export function invalidAt(detail: Wording, ...pointers: readonly string[]): Refusal {
  return { code: 'invalid-input', detail, errors: pointers.map((pointer) => ({ pointer, detail })) };
}
