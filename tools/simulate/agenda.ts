import type { VirtualClock } from '@careline/sandbox/clock';

/** How late somebody may be for what the clock itself, a wake or a workflow, has brought on meanwhile. */
const STEP = 15 * 60_000;

interface Plan {
  readonly at: number;
  readonly act: () => Promise<unknown>;
}

/** Who is going to do what, and when. One thing happens after the other, each when all that followed from the last has happened. */
export class Agenda {
  readonly #clock: VirtualClock;
  readonly #plans: Plan[] = [];

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Of what is planned for the same moment, what was planned first comes first. */
  plan(at: number, act: () => Promise<unknown>): void {
    const behind = this.#plans.findLastIndex((other) => other.at <= at);
    this.#plans.splice(behind + 1, 0, { at, act });
  }

  /** Does what is planned until then, and what is planned meanwhile. */
  async run(until: number): Promise<void> {
    while (this.#clock.now() < until) {
      const now = this.#clock.now();
      await this.#clock.advance(Math.min(this.#plans[0]?.at ?? until, now + STEP, until) - now);
      for (let due = this.#due(); due; due = this.#due()) {
        await due.act();
        await this.#clock.idle();
      }
    }
  }

  #due(): Plan | undefined {
    const [next] = this.#plans;
    return next && next.at <= this.#clock.now() ? this.#plans.shift() : undefined;
  }
}
