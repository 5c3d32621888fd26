import { z } from 'zod';

/** The six ways in which a claim once stood still for good: tests/workflows/never-stuck.test.ts tells each. */
export const stories = [
  'decided while its wait could not be renewed',
  'decided after a year',
  'decided while its execution was stopped',
  'started after the relay gave up',
  'documents complete before they were awaited',
  'handed over without a workflow',
] as const;
export type Story = (typeof stories)[number];

/** What goes wrong in the sequences. */
export const faults = [
  'steps throttled',
  'starts fail',
  'broken',
  'broken with the hand-over',
  'aborted',
  'aborted, untold',
  'a year goes by',
  'ops stop 202',
  'ops restart 202',
  'the provider refuses',
  'the provider contradicts itself',
  'step-dies-early',
  'step-dies-late',
  'step-hangs',
  'effect-fails',
  'effect-answer-lost',
  'event-lost',
] as const;

/** What others say and do beside the claims. */
export const turns = [
  'the policy is SUSPENDED',
  'the policy is CANCELLED, dated back',
  'the limit is less than is used',
  'the policy is renewed',
  'a loss is not insured',
  'a document is put under quarantine',
  'a task is passed on to the stand-in',
  'a task is passed on to its queue',
  'a task is given to somebody on leave 200',
] as const;

/** Counts what the sequences have met, for the report and against blind spots. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** All counts, by what they are of, the most frequent first. */
  report(): string {
    const parts = Map.groupBy(this.#counts, ([what]) => what.slice(0, what.indexOf(': ')));
    const tables = [...parts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([part, counts]) => {
        const lines = counts.sort(([, a], [, b]) => b - a);
        return [part, ...lines.map(([what, n]) => `${String(n).padStart(8)}  ${what.slice(part.length + 2)}`)].join(
          '\n',
        );
      });
    return tables.join('\n\n');
  }

  /** The counts as another run can add them. */
  toJSON(): unknown {
    return [...this.#counts];
  }

  /** Adds the counts of another run, from its JSON. */
  add(json: string): void {
    for (const [what, by] of z.array(z.tuple([z.string(), z.number()])).parse(JSON.parse(json))) this.count(what, by);
  }
}
