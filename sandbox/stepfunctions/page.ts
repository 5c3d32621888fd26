import { AwsError } from '../aws/aws-error.ts';
import type { JsonObject } from './asl.ts';

/** What the API returns where maxResults is 0 or missing. */
const DEFAULT_SIZE = 100;

/** A page of `items`, which are in the order of their keys, with the token of the next; a token is good for the list `of` alone. */
export function page<T>(
  items: readonly T[],
  request: { maxResults: number; nextToken?: string | undefined },
  list: { of: string; descending?: boolean; key: (item: T) => number },
): { items: T[]; more: JsonObject } {
  const after = request.nextToken === undefined ? undefined : readToken(request.nextToken, list.of);
  const left = items.filter((item) => {
    if (after === undefined) return true;
    return list.descending ? list.key(item) < after : list.key(item) > after;
  });
  const found = left.slice(0, request.maxResults || DEFAULT_SIZE);
  const last = found.at(-1);
  const ends = last === undefined || found.length === left.length;
  return { items: found, more: ends ? {} : { nextToken: writeToken(list.of, list.key(last)) } };
}

function writeToken(of: string, after: number): string {
  return Buffer.from(JSON.stringify([of, after])).toString('base64');
}

function readToken(token: string, of: string): number {
  const [list, after] =
    Buffer.from(token, 'base64')
      .toString()
      .match(/^\["(.*)",(\d+)\]$/)
      ?.slice(1) ?? [];
  if (list !== of) throw invalidToken();
  return Number(after);
}

function invalidToken(): AwsError {
  return new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
}
