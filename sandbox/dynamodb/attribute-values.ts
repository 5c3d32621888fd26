/** A value in DynamoDB's JSON: exactly one of these is present; `B` is base64. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Item;
}

export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * Size of an item in bytes: names and strings in UTF-8, numbers about a byte for two digits.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + valueSize(item[name] ?? {});
  return size;
}

/** Whether two items hold the same attributes with the same values; sets have no order. */
export function sameItem(one: Item, other: Item): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => sameValue(one[name] ?? {}, other[name] ?? {}))
  );
}

/** Makes an item immutable, so that the store, answers and stream records can share it. */
export function freezeItem(item: Item): Item {
  freeze(item);
  return item;
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if (value.L !== undefined) return value.L.reduce((size, element) => size + 1 + valueSize(element), 3);
  const strings = value.SS?.map((S) => ({ S })) ?? value.NS?.map((N) => ({ N })) ?? value.BS?.map((B) => ({ B }));
  return strings?.reduce((size, element) => size + valueSize(element), 0) ?? 1;
}

function numberSize(number: string): number {
  const digits = number.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
  return 1 + Math.ceil(digits / 2) + (number.startsWith('-') ? 1 : 0);
}

function sameValue(one: AttributeValue, other: AttributeValue): boolean {
  if (one === other) return true;
  if (one.M && other.M) return sameItem(one.M, other.M);
  if (one.L && other.L) {
    const { L } = other;
    return one.L.length === L.length && one.L.every((element, index) => sameValue(element, L[index] ?? {}));
  }
  return (
    one.S === other.S &&
    one.N === other.N &&
    one.B === other.B &&
    one.BOOL === other.BOOL &&
    one.NULL === other.NULL &&
    !one.M === !other.M &&
    !one.L === !other.L &&
    sameSet(one.SS, other.SS) &&
    sameSet(one.NS, other.NS) &&
    sameSet(one.BS, other.BS)
  );
}

function sameSet(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (!one || !other) return one === other;
  const elements = new Set(one);
  return one.length === other.length && other.every((element) => elements.has(element));
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
