import type { CountedName } from './platform/metrics.ts';

/** The events that call somebody, whichever chain or context they are of, by how their type ends. */
const counted: readonly (readonly [end: string, name: CountedName])[] = [
  ['.handed-over.v1', 'HandOvers'],
  ['payment.contradicted.v1', 'ContradictedPayments'],
];

/** The metric that counts an event, if one does: what was recorded is counted, not what was only tried. */
export function countedAs(type: string): CountedName | undefined {
  return counted.find(([end]) => type.endsWith(end))?.[1];
}
