import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A cast is a question: can a schema or a union answer it? `as const` is none. */
export interface Casts {
  readonly lines: number;
  /** `file:line` and the line's text. */
  readonly found: readonly string[];
}

/** The casts of all TypeScript files below a folder. */
export function castsIn(folder: string): Casts {
  const files = globSync('**/*.ts', { cwd: folder }).sort();
  const counted = files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  return {
    lines: counted.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0),
    found: counted.flatMap(({ file, text }) => castsOf(text).map((at) => `${file}:${placeOf(text, at)}`)),
  };
}

/**
 * Where a text casts, also by `!`. Node blanks out what is type alone: an `as` that is gone while the value before it stands
 * is a cast; one within a type is gone with all around it, one in a comment, a string or an import stands.
 */
export function castsOf(text: string): number[] {
  const stripped = stripTypeScriptTypes(text);
  const found: number[] = [];
  for (const { index, 0: word } of text.matchAll(/\s+as\s+(?!const\b)|(?<=[\w)\]])!/g)) {
    const isGone = stripped.slice(index, index + word.length).trim() === '';
    const ofValue = stripped[index - 1]?.trim() !== '';
    const last = found.at(-1);
    const ofCast = last !== undefined && stripped.slice(last, index).trim() === '';
    if (isGone && (ofValue || ofCast)) found.push(index + 1);
  }
  return found;
}

function placeOf(text: string, at: number): string {
  const line = text.slice(0, at).split('\n').length;
  return `${line} ${text.split('\n')[line - 1]?.trim()}`;
}

// `npm run casts`: the casts of functions/, and how many there are in 1,000 lines.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { lines, found } = castsIn(join(import.meta.dirname, '../functions'));
  for (const cast of found) console.log(cast);
  console.log(`${found.length} casts in ${lines} lines: ${((found.length / lines) * 1000).toFixed(1)} per 1,000`);
}
