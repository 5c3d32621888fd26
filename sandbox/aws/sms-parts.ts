/**
 * Into how many messages a text is cut, which is what SNS bills: 140 bytes each, of 160 characters of the GSM alphabet
 * or 70 of UCS-2; with more than one, 153 or 67, because each then says its place ("SMS character limits", AWS End User
 * Messaging). A character of two units is never cut in half.
 */
export function smsParts(text: string): number {
  const characters = [...text];
  const units = characters.every(isGsm) ? characters.map(septets) : characters.map((character) => character.length);
  const [single, joined] = characters.every(isGsm) ? [160, 153] : [70, 67];
  if (units.reduce((sum, unit) => sum + unit, 0) <= single) return 1;
  let parts = 1;
  let filled = 0;
  for (const unit of units) {
    if (filled + unit > joined) {
      parts += 1;
      filled = 0;
    }
    filled += unit;
  }
  return parts;
}

const isGsm = (character: string) => BASIC.has(character) || EXTENDED.has(character);
const septets = (character: string) => (EXTENDED.has(character) ? 2 : 1);

/** The GSM 7 bit default alphabet and its extension table, whose characters take an escape (3GPP TS 23.038, 6.2.1). */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');
