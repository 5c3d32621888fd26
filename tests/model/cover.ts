import type { Policy } from '../../functions/policies/policy.ts';

/** What the core system sends of a term. */
export type Row = Pick<Policy, 'status' | 'effectiveAt' | 'expiresAt' | 'sumInsured'> & {
  readonly validFrom?: string | undefined;
};

interface Term {
  readonly number: number;
  readonly from: string;
  readonly to: string;
  /** Each status that was said, and from when it applies, as it was learnt. */
  readonly said: readonly { readonly status: Policy['status']; readonly from: string }[];
}

/** What the core system has said of the policy, told in the plainest way there is: what the product makes of it must be the same. */
export class Cover {
  /** The latest first. */
  #terms: readonly [Term, ...Term[]];

  constructor({ term, effectiveAt, expiresAt, status }: Policy) {
    this.#terms = [{ number: term, from: effectiveAt, to: expiresAt, said: [{ status, from: '' }] }];
  }

  /** Takes in a row that was accepted at a moment: it corrects the latest term, or opens the next where that has ended by then. */
  learn({ status, effectiveAt, expiresAt, validFrom }: Row, at: string): void {
    const [latest, ...earlier] = this.#terms;
    const dates = { from: effectiveAt, to: expiresAt };
    if (effectiveAt >= latest.to) {
      this.#terms = [{ number: latest.number + 1, ...dates, said: [{ status, from: '' }] }, latest, ...earlier];
      return;
    }
    const said = [...latest.said, { status, from: validFrom ?? at }];
    this.#terms = [{ ...latest, ...dates, said }, ...earlier];
  }

  /** The number of the term that a loss is held against, by what is known now. */
  termOf(lossAt: string): number {
    return this.#holding(lossAt).number;
  }

  /** Whether a loss was insured when it happened, by what is known now. */
  isInForce(lossAt: string): boolean {
    const { from, to, said } = this.#holding(lossAt);
    return from <= lossAt && lossAt < to && said.findLast((each) => each.from <= lossAt)?.status === 'IN_FORCE';
  }

  #holding(lossAt: string): Term {
    return this.#terms.find(({ from }) => from <= lossAt) ?? this.#terms.at(-1) ?? this.#terms[0];
  }
}
