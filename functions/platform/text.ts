import * as z from 'zod';

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

function bounded(max: number, refused: RegExp) {
  return z
    .string()
    .refine((value) => value.isWellFormed(), 'It holds half a character (a lone surrogate)')
    .overwrite((value) => value.trim().normalize('NFC'))
    .refine((value) => !refused.test(value), 'It holds control characters')
    .refine((value) => value !== '', 'It is empty')
    .refine((value) => value.length <= max || codePoints(value) <= max, `At most ${max} characters`)
    .meta({ minLength: 1, maxLength: max });
}

function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
