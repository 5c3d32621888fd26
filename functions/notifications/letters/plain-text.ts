/** Controls, line breaks and marks that turn the direction of text: in a name or a subject they can only deceive. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

/** One line of plain text, whatever was given. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(invisible, ' ').replace(/\s+/g, ' ').trim();
}

/** The lines of a text that somebody typed, without the empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map(oneLine)
    .filter(Boolean);
}
