export interface Count {
  readonly name: string;
  readonly count: number;
}

/** How often each name is there, the most frequent first, the same in the order of their names. */
export function countsOf(names: readonly string[]): Count[] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, same]) => ({ name, count: same.length }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}
