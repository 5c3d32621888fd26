/** A pattern with `*` (any characters) and `?` (one character) as a regular expression over the whole text. */
export function wildcard(pattern: string, flags = ''): RegExp {
  const parts = pattern.split(/([*?])/).map((part) => (part === '*' ? '.*' : part === '?' ? '.' : RegExp.escape(part)));
  return new RegExp(`^${parts.join('')}$`, `s${flags}`);
}

/**
 * A pattern of ARNs: each of the six parts has wildcards of its own, which do not reach over a colon; the last part is
 * all the rest ("Resource" and "ARN condition operators", IAM user guide). Throws for what is neither an ARN nor `*`.
 */
export function arnPattern(pattern: string): (arn: string) => boolean {
  if (pattern === '*') return () => true;
  const parts = partsOf(pattern);
  if (parts.length !== 6) throw new Error(`The sandbox cannot read '${pattern}' as an ARN in a policy`);
  const patterns = parts.map((part) => wildcard(part));
  return (arn) => {
    const given = partsOf(arn);
    return given.length === 6 && patterns.every((one, index) => one.test(given[index] ?? ''));
  };
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
