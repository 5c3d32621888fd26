import * as z from 'zod';
import type { Language } from './problems.ts';

/** What a person reads, in every language of ours: what lacks a translation does not compile. */
export type Wording = Readonly<Record<Language, string>>;

/** Everything that a context tells people; a function where something is filled in. Kept in its `*-wordings.ts`. */
export type Wordings = Readonly<Record<string, Wording | ((...filled: never[]) => Wording)>>;

/** What a schema is for, as its `meta` takes it: OpenAPI has one text a description, so the other stands beside it. */
export function described(wording: Wording) {
  return { description: wording.en, 'x-description-zh': wording['zh-CN'] };
}

/**
 * The error of a schema's check. Zod takes one text, and a schema does not know in which language it will be read: the words
 * go in as JSON, and `wordingIn` finds them again.
 */
export function wrong(wording: Wording): { error: string } {
  return { error: JSON.stringify(wording) };
}

/** The words that `wrong` has put into an error; undefined for an error that it did not make. */
export function wordingIn(error: string): Wording | undefined {
  return error.startsWith('{') ? wording.parse(JSON.parse(error)) : undefined;
}

const wording = z.object({ en: z.string(), 'zh-CN': z.string() });

/** What stands in a wording and is the same in every language. */
export type Filling = string | number;
