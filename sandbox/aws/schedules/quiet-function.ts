/** The sort key of the first entry of an index's partition, both of them strings; undefined where it is empty. */
export type FirstKey = (tableName: string, indexName: string, partition: string) => string | undefined;

/**
 * A function that rules call again and again, mostly for nothing. Told when there is next something for it, the sandbox
 * lets time pass over the calls in between; the bill has them all the same.
 */
export interface QuietFunction {
  readonly functionName: string;
  /**
   * The first moment at which a call has something to do (ms since the epoch), Infinity where none is to come. It reads the
   * tables without a call, and is asked again whenever one of them changes.
   */
  quietUntil(firstKey: FirstKey): number;
  /** What a call takes that finds nothing: billed duration, and read request units. */
  readonly idle: Idle;
}

export interface Idle {
  readonly milliseconds: number;
  readonly readUnits: number;
}

/** A quiet function as a rule's target. */
export interface QuietTarget {
  readonly arn: string;
  quietUntil(): number;
  /** So many calls were passed over. */
  passedOver(calls: number): void;
}
