import { AwsError } from '../aws/aws-error.ts';
import type { VirtualClock } from '../clock.ts';
import type { Item } from './attribute-values.ts';
import { OrderedMap } from './ordered-map.ts';
import type { Table } from './table.ts';
import type { ItemChange } from './unit-of-work.ts';

/** Items that expired longer ago are taken for mistakes and kept, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const FIVE_YEARS_S = 5 * 365 * 24 * 3600;

/** The items of one table that will expire, soonest first, and the one timer that waits for the soonest. */
interface Expiries {
  readonly attribute: string;
  readonly keys: OrderedMap<string>;
  timer: { due: number; cancel: () => void } | undefined;
}

/** Time to live of all tables: an expired item goes as soon as the clock reaches its time (on AWS, within days). */
export class TimeToLive {
  readonly #clock: VirtualClock;
  readonly #expire: (table: Table, keys: readonly string[]) => void;
  readonly #tables = new Map<Table, Expiries>();

  /** `expire` deletes the items with these keys. */
  constructor(clock: VirtualClock, expire: (table: Table, keys: readonly string[]) => void) {
    this.#clock = clock;
    this.#expire = expire;
  }

  /** The attribute that holds the expiry in epoch seconds; undefined when time to live is off. */
  attributeOf(table: Table): string | undefined {
    return this.#tables.get(table)?.attribute;
  }

  enable(table: Table, attribute: string): void {
    const current = this.attributeOf(table);
    if (current === attribute) throw new AwsError('ValidationException', 'TimeToLive is already enabled');
    if (current) {
      const message = `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`;
      throw new AwsError('ValidationException', message);
    }
    this.#tables.set(table, { attribute, keys: new OrderedMap(), timer: undefined });
    for (const [key, newItem] of table.items.entries()) this.note([{ table, key, oldItem: undefined, newItem }]);
  }

  disable(table: Table): void {
    if (!this.attributeOf(table)) throw new AwsError('ValidationException', 'TimeToLive is already disabled');
    this.forget(table);
  }

  /** Follows a commit. */
  note(changes: readonly ItemChange[]): void {
    for (const { table, key, oldItem, newItem } of changes) {
      const expiries = this.#tables.get(table);
      if (!expiries) continue;
      const before = expiryOf(oldItem, expiries.attribute);
      const after = expiryOf(newItem, expiries.attribute);
      if (before === after) continue;
      if (before !== undefined) expiries.keys.delete(sortable(before, key));
      if (after === undefined || after < this.#clock.now() / 1000 - FIVE_YEARS_S) continue;
      expiries.keys.set(sortable(after, key), key);
      this.#arm(table, expiries);
    }
  }

  /** Forgets what the items of a table were, and keeps the setting. */
  empty(table: Table): void {
    const attribute = this.attributeOf(table);
    this.forget(table);
    if (attribute) this.#tables.set(table, { attribute, keys: new OrderedMap(), timer: undefined });
  }

  forget(table: Table): void {
    this.#tables.get(table)?.timer?.cancel();
    this.#tables.delete(table);
  }

  close(): void {
    for (const table of [...this.#tables.keys()]) this.forget(table);
  }

  #arm(table: Table, expiries: Expiries): void {
    const first = expiries.keys.firstKey();
    if (first === undefined) return;
    const due = secondsOf(first) * 1000;
    if (expiries.timer && expiries.timer.due <= due) return;
    expiries.timer?.cancel();
    expiries.timer = { due, cancel: this.#clock.schedule(due, () => this.#fire(table, expiries)) };
  }

  #fire(table: Table, expiries: Expiries): void {
    expiries.timer = undefined;
    const expired = [...expiries.keys.values({ lt: sortable(Math.floor(this.#clock.now() / 1000) + 1, '') })];
    if (expired.length > 0) this.#expire(table, expired);
    this.#arm(table, expiries);
  }
}

/** Expiry in whole epoch seconds; only a Number counts. */
function expiryOf(item: Item | undefined, attribute: string): number | undefined {
  const seconds = Number(item?.[attribute]?.N);
  return seconds > 0 && seconds < Number.MAX_SAFE_INTEGER ? Math.floor(seconds) : undefined;
}

/** Sorts by time: 16 digits hold every safe integer. */
function sortable(seconds: number, key: string): string {
  return `${String(seconds).padStart(16, '0')}/${key}`;
}

function secondsOf(sortableExpiry: string): number {
  return Number(sortableExpiry.slice(0, 16));
}
