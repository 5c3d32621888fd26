/** Makes a value when it is first asked for, and keeps it: a start pays for nothing that it does not use. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
