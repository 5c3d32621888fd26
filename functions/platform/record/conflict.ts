import type { ProblemCode } from '../problems.ts';

/** A transaction that met another one, or a condition that did not hold: `code` where the write named one. */
export class Conflict extends Error {
  readonly code: ProblemCode | undefined;

  constructor(code: ProblemCode | undefined) {
    super(`Conflict: ${code ?? 'read again'}`);
    this.name = 'Conflict';
    this.code = code;
  }
}
