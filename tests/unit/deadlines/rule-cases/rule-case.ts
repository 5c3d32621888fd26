/** A clock by an example, in the zone of its pack. Days are over at their 24:00. */
export interface RuleCase {
  readonly id: string;
  readonly starts: string;
  /** Not counted: from when the customer was told until all was there. */
  readonly paused?: { readonly from: string; readonly to: string };
  /** With the longest extension that the rule knows. */
  readonly extended?: boolean;
  /** The last day, or the minute. */
  readonly due: string;
  /** Where the last day is a day off: the next that is worked on, null where nobody knows it yet; and the one before. */
  readonly rolled?: string | null;
  readonly prudent?: string;
}
