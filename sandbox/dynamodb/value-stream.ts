import { Stream } from 'node:stream';

/**
 * Emits all values in one go as soon as the caller has attached its listeners, until destroyed: a Query is
 * one look at the committed state, and needs no turn of the event loop per item as a Readable would.
 */
export class ValueStream extends Stream {
  #destroyed = false;

  constructor(values: Iterable<unknown>) {
    super();
    queueMicrotask(() => this.#emitAll(values));
  }

  destroy(): void {
    this.#destroyed = true;
  }

  #emitAll(values: Iterable<unknown>): void {
    try {
      for (const value of values) {
        if (this.#destroyed) break;
        this.emit('data', value);
      }
      this.emit('end');
    } catch (error) {
      this.emit('error', error);
    }
  }
}
