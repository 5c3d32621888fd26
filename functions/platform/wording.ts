import type { Language } from './problems.ts';

/** What a person reads, in every language of ours: what lacks a translation does not compile. */
export type Wording = Readonly<Record<Language, string>>;

/** Everything that a context tells people; a function where something is filled in. Kept in its `*-wordings.ts`. */
export type Wordings = Readonly<Record<string, Wording | ((...filled: never[]) => Wording)>>;

/** What stands in a wording and is the same in every language. */
export type Filling = string | number;
