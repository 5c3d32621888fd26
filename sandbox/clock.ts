interface Timer {
  readonly due: number;
  readonly sequence: number;
  readonly run: () => unknown;
}

export interface ClockOptions {
  /** Is told what work that was started has thrown. */
  readonly onError?: (error: unknown) => void;
  /**
   * A moment, in ms since the epoch, at which time stands still: it goes on by `advance` and `pass` alone, so that a test
   * sees the same times in every run. For one process only: functions in workers go by the machine's time.
   */
  readonly start?: number | undefined;
}

/** Longest delay a JavaScript timer can hold (2^31 - 1 ms, 24.8 days); beyond it `setTimeout` fires at once. */
const LONGEST_DELAY = 2_147_483_647;

/**
 * The sandbox's time: the machine's own, or one that stands still, plus what has been advanced. Waits, timeouts and schedules
 * are timers on it and fire in order of their due time, also when years are skipped.
 */
export class VirtualClock {
  /** Milliseconds ahead of the machine's clock, or of the start; shared so that every function's worker reads the same time. */
  readonly shared = new Float64Array(new SharedArrayBuffer(8));
  #timers: Timer[] = [];
  #sequence = 0;
  #busy = 0;
  #waiting: (() => void)[] = [];
  #wake: NodeJS.Timeout | undefined;
  #advancing: Promise<unknown> = Promise.resolve();
  #stepping = false;
  #stopped = false;
  readonly #onError: (error: unknown) => void;
  readonly #standsStill: boolean;
  readonly #base: () => number;

  constructor({ onError = (error) => console.error(error), start }: ClockOptions = {}) {
    this.#onError = onError;
    this.#standsStill = start !== undefined;
    this.#base = start === undefined ? () => Date.now() : () => start;
  }

  /** Now, in milliseconds since the epoch. */
  now(): number {
    return this.#base() + (this.shared[0] ?? 0);
  }

  /** Runs `run` once the clock reaches `due` (ms since the epoch; the past means as soon as possible). Returns its cancellation. */
  schedule(due: number, run: () => unknown): () => void {
    const timer: Timer = { due, sequence: this.#sequence++, run };
    const index = this.#timers.findLastIndex((other) => other.due <= due);
    this.#timers.splice(index + 1, 0, timer);
    this.#arm();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Starts work at once, counted as under way until it settles; what it throws is reported. */
  start(run: () => unknown): void {
    this.track(Promise.resolve().then(run)).catch(this.#onError);
  }

  /** Counts work as under way until it settles; `idle` and `advance` wait for it. Returns the same promise. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1;
    const done = () => {
      this.#busy -= 1;
      if (this.#busy === 0) setImmediate(() => this.#release());
    };
    work.then(done, done);
    return work;
  }

  /** Resolves when no tracked work is under way. */
  async idle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#busy > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      await this.idle();
    }
  }

  /** Moves time on by `milliseconds`, firing each timer at its own moment; resolves to the new now when all work it caused is done. */
  advance(milliseconds: number): Promise<number> {
    const advanced = this.#advancing.then(() => this.#advanceNow(milliseconds));
    this.#advancing = advanced.catch(() => undefined);
    return advanced;
  }

  /**
   * Lets time go by at once while work is under way, as for a call that takes long: fires what comes due in it, each at
   * its own moment, and waits for none of it. It may be called by the very work that `idle` and `advance` wait for.
   */
  async pass(milliseconds: number): Promise<void> {
    const target = this.now() + milliseconds;
    for (let next = this.#timers[0]; next && next.due <= target; next = this.#timers[0]) {
      this.#timers.shift();
      this.#moveTo(next.due);
      this.start(next.run);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#moveTo(target);
    this.#arm();
  }

  /** Cancels all timers, waits for work under way, and goes back to the machine's own time or to the start. */
  async reset(): Promise<void> {
    this.#timers = [];
    const back = this.#advancing.then(async () => {
      await this.idle();
      this.#timers = [];
      this.shared[0] = 0;
      this.#arm();
    });
    this.#advancing = back.catch(() => undefined);
    await back;
  }

  /** Cancels all timers; the clock can still be read. */
  stop(): void {
    this.#stopped = true;
    this.#timers = [];
    clearTimeout(this.#wake);
  }

  async #advanceNow(milliseconds: number): Promise<number> {
    this.#stepping = true;
    try {
      await this.idle();
      const target = this.now() + milliseconds;
      for (let next = this.#timers[0]; next && next.due <= target; next = this.#timers[0]) {
        this.#moveTo(next.due);
        this.#fireDue();
        await this.idle();
      }
      this.#moveTo(target);
      return this.now();
    } finally {
      this.#stepping = false;
      this.#arm();
    }
  }

  #moveTo(time: number): void {
    if (time > this.now()) this.shared[0] = time - this.#base();
  }

  #fireDue(): void {
    for (let next = this.#timers[0]; next && next.due <= this.now(); next = this.#timers[0]) {
      this.#timers.shift();
      this.start(next.run);
      if (this.#stepping) return;
    }
  }

  #arm(): void {
    clearTimeout(this.#wake);
    const next = this.#timers[0];
    if (!next || this.#stepping || this.#stopped) return;
    if (this.#standsStill) {
      // What is due already needs no time to pass.
      if (next.due <= this.now()) this.start(() => this.#fireDue());
      return;
    }
    const delay = Math.min(Math.max(next.due - this.now(), 0), LONGEST_DELAY);
    this.#wake = setTimeout(() => {
      this.#fireDue();
      this.#arm();
    }, delay);
  }

  #release(): void {
    if (this.#busy > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
