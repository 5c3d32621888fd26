import type { VirtualClock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { type Item, itemSize, sameItem } from './attribute-values.ts';
import { keyOf, type TableDescription } from './table.ts';
import type { ItemChange } from './unit-of-work.ts';

/** A record as a Lambda function gets it from the stream of a table. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: {
    /** Seconds since the epoch. */
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    /** Grows with every record; all have the same length, so they compare as strings too. */
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: 'NEW_AND_OLD_IMAGES';
  };
  /** Who made the change, if it was the service itself. */
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' };
}

export type StreamListener = (record: StreamRecord) => void;
export type ChangedBy = 'client' | 'time-to-live';

/** Real sequence numbers have 21 digits or more. */
const FIRST_SEQUENCE_NUMBER = 10n ** 20n;

/** The streams of all tables. */
export class TableStreams {
  readonly #clock: VirtualClock;
  readonly #region: string;
  readonly #ids: Ids;
  readonly #listeners = new Map<string, StreamListener[]>();
  readonly #undelivered: { record: StreamRecord; listeners: readonly StreamListener[] }[] = [];
  #delivering = false;
  #sequenceNumber = FIRST_SEQUENCE_NUMBER;

  constructor(clock: VirtualClock, region: string, ids: Ids) {
    this.#clock = clock;
    this.#region = region;
    this.#ids = ids;
  }

  listen(tableName: string, listener: StreamListener): void {
    this.#listeners.set(tableName, [...(this.#listeners.get(tableName) ?? []), listener]);
  }

  /** Hands the records of a commit to the listeners; a change to an identical item makes none, as on AWS. */
  publish(changes: readonly ItemChange[], by: ChangedBy): void {
    for (const change of changes) {
      const listeners = this.#listeners.get(change.table.description.TableName);
      if (listeners && isVisible(change)) this.#undelivered.push({ record: this.#recordOf(change, by), listeners });
    }
    this.#deliver();
  }

  /** A listener that writes makes further records: they wait until all of the present commit are delivered. */
  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#undelivered.shift(); next; next = this.#undelivered.shift()) {
        for (const listener of next.listeners) listener(next.record);
      }
    } finally {
      this.#delivering = false;
    }
  }

  #recordOf({ table, oldItem, newItem }: ItemChange, by: ChangedBy): StreamRecord {
    this.#sequenceNumber += 1n;
    const Keys = keyOf(newItem ?? oldItem ?? {}, table);
    return {
      eventID: this.#ids.bytes(16).toString('hex'),
      eventName: !oldItem ? 'INSERT' : newItem ? 'MODIFY' : 'REMOVE',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#region,
      eventSourceARN: streamArn(table.description),
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#clock.now() / 1000),
        Keys,
        ...(newItem && { NewImage: newItem }),
        ...(oldItem && { OldImage: oldItem }),
        SequenceNumber: String(this.#sequenceNumber),
        SizeBytes: itemSize(Keys) + itemSize(newItem ?? {}) + itemSize(oldItem ?? {}),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      ...(by === 'time-to-live' && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
    };
  }
}

function isVisible({ table, oldItem, newItem }: ItemChange): boolean {
  if (!table.description.StreamSpecification?.StreamEnabled) return false;
  return !(oldItem && newItem && sameItem(oldItem, newItem));
}

function streamArn({ LatestStreamArn, TableArn }: TableDescription): string {
  return LatestStreamArn ?? TableArn;
}
