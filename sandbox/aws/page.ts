import { AwsError } from './aws-error.ts';

export interface Paging<T> {
  readonly limit: number;
  readonly token: string | undefined;
  /** What the list is ordered by; no two items have the same. */
  readonly key: (item: T) => string;
  /** The error of a token that this list did not give. */
  readonly invalidToken?: string;
}

/** A page of a list in the order of its keys, and the token of the next. */
export function pageOf<T>(
  items: readonly T[],
  { limit, token, key, invalidToken = 'InvalidNextToken' }: Paging<T>,
): { items: T[]; nextToken: string | undefined } {
  const after = token === undefined ? undefined : readToken(token, invalidToken);
  const sorted = items.toSorted((left, right) => (key(left) < key(right) ? -1 : 1));
  const left = sorted.filter((item) => after === undefined || key(item) > after);
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page,
    nextToken: left.length > page.length && last !== undefined ? writeToken(key(last)) : undefined,
  };
}

const PREFIX = 'after:';

function writeToken(key: string): string {
  return Buffer.from(PREFIX + key).toString('base64');
}

function readToken(token: string, code: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith(PREFIX)) throw new AwsError(code, 'The token is not valid.');
  return text.slice(PREFIX.length);
}
