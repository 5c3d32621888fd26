import type { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { says } from '../platform-wordings.ts';
import type { FieldError } from '../problems.ts';
import { type Wording, wordingIn } from '../wording.ts';

/** Zod's own words. They are asked for by issue, not set for the process, which answers in both languages at once. */
const zods = { en: en().localeError, 'zh-CN': zhCN().localeError };

/** Our checks bring their words (`wrong`); an issue that brings none is one of zod's own. */
const unnamed = '';

/** Parses a value: what it is, or what is wrong with it, field by field. `place` is `query` or `path`; a body has none. */
export function parseFields<S extends z.ZodType>(
  schema: S,
  value: unknown,
  { place = '', most = 50 } = {},
): { data: z.output<S> } | { errors: FieldError[] } {
  const parsed = schema.safeParse(value, { error: () => unnamed, reportInput: true });
  if (parsed.success) return { data: parsed.data };
  // A single issue tells of all unknown fields of an object, of which there may be very many.
  const issues = parsed.error.issues.flatMap(meant).slice(0, most);
  return { errors: issues.flatMap((issue) => errorsOf(issue, place, most)).slice(0, most) };
}

/**
 * Of a union, what is wrong with the one option that was meant: all others refuse a field by its value, such as the outcome of
 * a decision. Where there is no such option, the union itself is wrong.
 */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [only, ...others] = issue.errors.filter((option) => !option.some(refusesItsValue));
  if (!only || others.length > 0) return [issue];
  return only.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

function refusesItsValue({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 1 && (code === 'invalid_value' || code === 'invalid_union');
}

function errorsOf(issue: z.core.$ZodIssue, place: string, most: number): FieldError[] {
  const unknown = issue.code === 'unrecognized_keys';
  const paths = unknown ? issue.keys.slice(0, most).map((key) => [...issue.path, key]) : [issue.path];
  const detail = unknown ? says.unknownField : wordingOf(issue);
  return paths.map((path) => ({ pointer: place ? [place, ...path.map(shown)].join('/') : pointerTo(path), detail }));
}

function wordingOf(issue: z.core.$ZodIssue): Wording {
  return wordingIn(issue.message) ?? { en: zodsWords(issue, 'en'), 'zh-CN': zodsWords(issue, 'zh-CN') };
}

function zodsWords(issue: z.core.$ZodIssue, language: keyof typeof zods): string {
  const said = zods[language](issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? '';
}

/** RFC 6901: `~` and `/` in a name are escaped. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${shown(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What a caller sent is shown, but a name of a megabyte is not: an answer has its limits too. */
function shown(part: PropertyKey): string {
  const name = String(part);
  return name.length <= 100 ? name : `${name.slice(0, 100).toWellFormed()}…`;
}
