/**
 * A decimal as integer minor units, `scale` digits kept and the rest rounded half up (away from zero), computed on the digits, since a float would lose
 * cents. Undefined where the text is no decimal, or more than a JSON number holds.
 */
export function minorUnits(text: string, scale: number, multiply = 1): number | undefined {
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = BigInt(whole.replaceAll(',', '') + fraction) * BigInt(multiply);
  const shift = fraction.length - scale;
  const units =
    shift > 0 ? (digits * 2n + 10n ** BigInt(shift)) / (2n * 10n ** BigInt(shift)) : digits * 10n ** BigInt(-shift);
  const value = Number(sign === '-' ? -units : units);
  return Number.isSafeInteger(value) ? value : undefined;
}
