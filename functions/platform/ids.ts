import { createHash } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** Counts up within a millisecond; a clock that was set back begins anew rather than stay ahead of it. */
let sequence = { next: monotonicFactory(), time: 0 };

/** Crockford's base 32: no I, L, O, U, so a reference survives being read aloud. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new prefixed ULID, `clm_01J…`; sorts by the time it was made. */
export function newId(prefix: string, now: Date): string {
  const time = now.getTime();
  if (time < sequence.time) sequence = { next: monotonicFactory(), time };
  sequence.time = time;
  return `${prefix}_${sequence.next(time)}`;
}

/** The same parts always give the same id (160 bits of SHA-256 in base 32): what makes a retried effect the same effect. */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${base32(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 20))}`;
}

/** What people read out, `C7KQ2-M9X41`: a letter for what it is, eight characters from the id and a check character. */
export function reference(letter: string, id: string): string {
  const body = spoken(createHash('sha256').update(id).digest().readBigUInt64BE());
  return `${letter}${body.slice(0, 4)}-${body.slice(4)}${checkCharacter(letter + body)}`;
}

/** Whether a reference was typed as it was given; tells any single wrong character and any two swapped ones. */
export function isReference(text: string): boolean {
  const match = /^([A-HJKMNP-TV-Z][1-9A-HJKMNP-TV-Z]{4})-([1-9A-HJKMNP-TV-Z]{4})([1-9A-HJKMNP-TV-Z])$/.exec(text);
  return match !== null && checkCharacter(`${match[1]}${match[2]}`) === match[3];
}

/** 31 characters, a prime: weights 1 to 9 then tell every single error and every swap apart. */
const spokenAlphabet = alphabet.slice(1);

function spoken(value: bigint): string {
  const digits = Array.from({ length: 8 }, (_, place) => Number((value / 31n ** BigInt(place)) % 31n));
  return digits.map((digit) => spokenAlphabet[digit]).join('');
}

function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, character, index) => total + (index + 1) * spokenAlphabet.indexOf(character), 0);
  return spokenAlphabet[sum % 31] ?? '';
}

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}
