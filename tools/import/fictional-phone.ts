import { createHash } from 'node:crypto';

/**
 * Area codes of the western United States. In every area the numbers 555-0100 to 555-0199 are kept for fiction:
 * https://nationalnanpa.com/pdf/NRUF/ATIS-0300115.pdf, so a message to one reaches nobody.
 */
const areas = ['206', '213', '253', '310', '360', '415', '480', '503', '509', '510', '520', '541', '602', '619', '623'];

/** A number in E.164 that belongs to nobody, the same for the same text. Two texts may get the same number. */
export function fictionalPhone(text: string): string {
  const hash = createHash('sha256').update(text).digest();
  const area = areas[hash.readUInt32BE(0) % areas.length];
  return `+1${area}55501${String(hash.readUInt32BE(4) % 100).padStart(2, '0')}`;
}
