import * as z from 'zod';
import { says } from './platform-wordings.ts';
import { wrong } from './wording.ts';

/**
 * A line of text as people write it, Chinese or English: trimmed, in NFC, 1 to `max` characters counted as code points
 * (one for a rare Chinese character too, as JSON Schema counts). Refuses control and text-direction characters, which
 * hide what a line says, and lone surrogates, which are no text.
 */
export function text(max: number) {
  return bounded(max, /[\p{Cc}\p{Zl}\p{Zp}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u);
}

/** Text of several lines: as `text`, and line breaks and tabs may stand in it. */
export function lines(max: number) {
  return bounded(max, /(?![\n\r\t])[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u);
}

/**
 * Normalizing takes the square of a run of combining marks, a minute for a megabyte of them: what is too long in any form
 * is refused before it. No character takes more than four times the code units in another form.
 */
const LONGEST_FORM = 4;

function bounded(max: number, refused: RegExp) {
  return z
    .string()
    .check(
      z.refine((value) => value.isWellFormed(), wrong(says.halfCharacter)),
      z.refine((value) => value.length <= LONGEST_FORM * max, { ...wrong(says.tooLong(max)), abort: true }),
      z.overwrite((value) => value.trim().normalize('NFC')),
      z.refine((value) => !refused.test(value), wrong(says.controlCharacters)),
      z.refine((value) => value !== '', wrong(says.empty)),
      z.refine((value) => value.length <= max || codePoints(value) <= max, wrong(says.tooLong(max))),
    )
    .meta({ minLength: 1, maxLength: max });
}

function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
