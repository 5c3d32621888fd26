/** What a filter pattern of plain terms asks for. */
export interface Terms {
  readonly all: readonly string[];
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/**
 * A filter pattern for unstructured lines: `a "b c" -d`, or `?a ?b` of which one is enough ("Filter pattern syntax").
 * Undefined for the patterns of JSON, columns and regular expressions.
 */
export function parseFilter(pattern: string): Terms | undefined {
  if (/^\s*[[{%]/.test(pattern)) return undefined;
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, plain]) => ({
    sign,
    text: quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1'),
  }));
  const of = (sign: string) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  return { all: of(''), any: of('?'), none: of('-') };
}

/** Whether a line has the terms; case counts. */
export function matchesTerms({ all, any, none }: Terms, line: string): boolean {
  const has = (term: string) => line.includes(term);
  // With other terms beside them, optional ones do not count.
  const anyHolds = any.length === 0 || all.length > 0 || any.some(has);
  return all.every(has) && anyHolds && !none.some(has);
}
