/**
 * A name as it is searched: width, case and the number of spaces do not count (NFKC, case-folded), nor does a space
 * between Chinese characters, with which lists set names of two characters as wide as those of three (王　明). The dots
 * that stand in transliterated names (买买提·艾力) are one.
 */
export function searchName(name: string): string {
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return folded
    .replace(/[•‧・]/g, '·')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim();
}

/** Names are searched by their first characters, this many at least: those of one list stand under them. */
export const shortestPrefix = 2;

/** A sort key takes 1024 bytes, and NFKC makes up to 18 characters of one: 100 are 400 bytes and tell any two names apart. */
const kept = 100;

/** Where a name, or the beginning of one, stands in the index: its first characters, and as much of it as a key takes. */
export function indexed(name: string): { first: string; sorted: string } {
  const characters = [...searchName(name)];
  return { first: characters.slice(0, shortestPrefix).join(''), sorted: characters.slice(0, kept).join('') };
}
