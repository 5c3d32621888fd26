import type { Language } from '../../platform/problems.ts';
import { oneLine } from './plain-text.ts';

/** More parts are dearer, and some networks drop the rest. */
const MOST_PARTS = 3;

/** Chinese carriers want the sender's registered signature first, in these brackets, and no other such brackets. */
const signature: Readonly<Record<Language, string>> = { 'zh-CN': '【Careline】', en: 'Careline: ' };

/** The text message as it is sent: signed, on one line, in three parts at most (what is longer is cut). */
export function toSms(text: string, language: Language): string {
  const signed = signature[language] + oneLine(text).replace(/[【】]/g, ' ');
  if (smsParts(signed).parts <= MOST_PARTS) return signed;
  const characters = [...signed];
  // The dots count as they are: three characters of either alphabet.
  let length = Math.min(characters.length, MOST_PARTS * perPart['GSM-7'].joined);
  const cut = () => `${characters.slice(0, length).join('').trimEnd()}...`;
  while (smsParts(cut()).parts > MOST_PARTS) length -= 1;
  return cut();
}

/**
 * Into how many parts a text is split, and by which alphabet (3GPP TS 23.038: 160 or 153 septets, 70 or 67 UTF-16 units).
 * A character of two units, such as € or a rare Chinese one, moves to the next part whole.
 */
export function smsParts(text: string): { alphabet: 'GSM-7' | 'UCS-2'; parts: number } {
  const septets = [...text].map(septetsOf);
  const alphabet = septets.includes(0) ? 'UCS-2' : 'GSM-7';
  const units = alphabet === 'UCS-2' ? [...text].map(({ length }) => length) : septets;
  const { single, joined } = perPart[alphabet];
  const fits = units.reduce((sum, count) => sum + count, 0) <= single;
  return { alphabet, parts: fits ? 1 : partsOf(units, joined) };
}

function partsOf(units: readonly number[], size: number): number {
  let parts = 1;
  let left = size;
  for (const count of units) {
    if (count > left) {
      parts += 1;
      left = size;
    }
    left -= count;
  }
  return parts;
}

const perPart = { 'GSM-7': { single: 160, joined: 153 }, 'UCS-2': { single: 70, joined: 67 } } as const;

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€');

function septetsOf(character: string): number {
  if (basic.has(character)) return 1;
  return extended.has(character) ? 2 : 0;
}
