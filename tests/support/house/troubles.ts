/** What can go wrong once. */
export type Mishap =
  /** A step's function dies before it has written, or after. */
  | 'step-dies-early'
  | 'step-dies-late'
  /** It gives no answer within its time. */
  | 'step-hangs'
  /** What the relay does fails, or is done and its answer is lost. */
  | 'effect-fails'
  | 'effect-answer-lost'
  /** The event of an execution that has ended never comes. */
  | 'event-lost';

/** What goes wrong in a house, as its test says. */
export class Troubles {
  /** Steps that fail with an error that no rule foresees. */
  readonly broken = new Set<string>();
  /** What fails for as long as it is set: all calls of steps, all starts of executions, the events of those that have ended. */
  readonly outage = { steps: false, starts: false, events: false };
  readonly #mishaps: Mishap[] = [];
  /** How often each has happened. */
  readonly met = new Map<string, number>();

  /** Lets it happen at the next opportunity. */
  next(mishap: Mishap): void {
    this.#mishaps.push(mishap);
  }

  /** Whether it happens now. */
  happens(mishap: Mishap): boolean {
    const index = this.#mishaps.indexOf(mishap);
    if (index < 0) return false;
    this.#mishaps.splice(index, 1);
    this.count(mishap);
    return true;
  }

  /** Nothing goes wrong any more. */
  end(): void {
    this.broken.clear();
    Object.assign(this.outage, { steps: false, starts: false, events: false });
    this.#mishaps.length = 0;
  }

  count(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }
}
