import type { VirtualClock } from '../clock.ts';
import { AslError } from './asl-error.ts';

/** A task's TimeoutSeconds and HeartbeatSeconds on the virtual clock. */
export class TimeLimit {
  /** Rejects with States.Timeout when the task took too long or its heartbeat stopped. */
  readonly reached: Promise<never>;
  readonly #clock: VirtualClock;
  readonly #reject: (error: AslError) => void;
  #heartbeat: number | undefined;
  #started = false;
  #cancelTimeout: (() => void) | undefined;
  #cancelHeartbeat: (() => void) | undefined;

  constructor(clock: VirtualClock) {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.reached = promise;
    this.#reject = reject;
    this.#clock = clock;
  }

  get started(): boolean {
    return this.#started;
  }

  /** Starts counting, both in seconds; undefined sets no limit. */
  start(timeout: number | undefined, heartbeat: number | undefined): void {
    this.#started = true;
    this.#heartbeat = heartbeat;
    if (timeout !== undefined) this.#cancelTimeout = this.#expireAfter(timeout, false);
    this.beat();
  }

  /** A sign of life: the heartbeat counts anew. */
  beat(): void {
    this.#cancelHeartbeat?.();
    if (this.#heartbeat !== undefined) this.#cancelHeartbeat = this.#expireAfter(this.#heartbeat, true);
  }

  stop(): void {
    this.#cancelTimeout?.();
    this.#cancelHeartbeat?.();
  }

  #expireAfter(seconds: number, heartbeat: boolean): () => void {
    const due = this.#clock.now() + seconds * 1000;
    return this.#clock.schedule(due, () => this.#reject(new AslError('States.Timeout', undefined, heartbeat)));
  }
}
