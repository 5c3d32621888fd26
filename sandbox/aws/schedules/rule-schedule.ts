import type { VirtualClock } from '../../clock.ts';
import type { Moments } from './schedule-expression.ts';

export interface RuleScheduleOptions {
  readonly clock: VirtualClock;
  readonly moments: Moments;
  /** Calls the targets at a moment of the schedule. */
  readonly call: (moment: number) => void;
  /** Before this no call has anything to do. */
  readonly quietUntil: () => number;
  /** So many moments were passed over. */
  readonly passedOver: (count: number) => void;
}

/** A rule that calls its targets at the moments of its schedule, but for those at which they have nothing to do. */
export class RuleSchedule {
  readonly #options: RuleScheduleOptions;
  /** The last moment that was called or passed over. */
  #last: number;
  #armed: { readonly moment: number; readonly cancel: () => void } | undefined;

  constructor(options: RuleScheduleOptions) {
    this.#options = options;
    this.#last = options.clock.now();
    this.#arm();
  }

  /** Asks again how long there is nothing to do: something has changed. */
  rouse(): void {
    this.settle();
    this.#arm();
  }

  /** Counts the moments that time has passed over. */
  settle(): void {
    const { clock, moments, passedOver } = this.#options;
    const until = Math.min(clock.now(), (this.#armed?.moment ?? Number.POSITIVE_INFINITY) - 1);
    let count = 0;
    for (let next = moments(this.#last); next !== undefined && next <= until; next = moments(next)) {
      this.#last = next;
      count += 1;
    }
    if (count > 0) passedOver(count);
  }

  stop(): void {
    this.#armed?.cancel();
    this.#armed = undefined;
  }

  #arm(): void {
    const { clock, moments, quietUntil } = this.#options;
    const after = Math.max(this.#last, quietUntil() - 1);
    const moment = after === Number.POSITIVE_INFINITY ? undefined : moments(after);
    if (moment === this.#armed?.moment) return;
    this.stop();
    if (moment !== undefined) this.#armed = { moment, cancel: clock.schedule(moment, () => this.#call(moment)) };
  }

  #call(moment: number): void {
    this.settle();
    this.#armed = undefined;
    this.#last = moment;
    this.#arm();
    this.#options.call(moment);
  }
}
