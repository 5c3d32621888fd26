import { says } from './platform-wordings.ts';
import type { Wording } from './wording.ts';

/** ISO 13616: how long an IBAN is, by country; the registry of SWIFT, and countries in use that are not in it yet (2026). */
const lengths = new Map(
  Object.entries({
    15: 'NO',
    16: 'BE',
    18: 'AX DK FI FK FO GL NL SD',
    19: 'MK SI',
    20: 'AT BA EE KZ LT LU MN XK',
    21: 'CH HR LI LV',
    22: 'BG BH CR DE GB GE IE ME RS VA',
    23: 'AE GI IL IQ OM SO TL',
    24: 'AD CZ DZ ES MD PK RO SA SE SK TN VG',
    25: 'AO CV GW LY MZ PT ST',
    26: 'IR IS TR',
    27: 'BI CF CG CM DJ FR GA GF GP GQ GR IT KM MC MF MG MQ MR NC PF PM RE SM TD TF WF YT',
    28: 'AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE NI PL SN SV TG',
    29: 'BR EG PS QA UA',
    30: 'JO KW MU YE',
    31: 'MT SC',
    32: 'LC',
    33: 'RU',
  }).flatMap(([length, countries]) => countries.split(' ').map((country) => [country, Number(length)] as const)),
);

/** Two letters and two digits begin an IBAN, and no other account. */
export function isIban(account: string): boolean {
  return /^[A-Z]{2}\d{2}/.test(account);
}

/** What is wrong with an IBAN, without spaces and in capitals: its country, its length there, or its check digits. */
export function wrongInIban(iban: string): Wording | undefined {
  const country = iban.slice(0, 2);
  const length = lengths.get(country);
  if (length === undefined) return says.ibanCountry(country);
  if (iban.length !== length) return says.ibanLength(country, length, iban.length);
  return remainder(iban) === 1 ? undefined : says.ibanCheck;
}

/** ISO 7064, mod 97-10: the first four characters go to the end, and letters count from 10. */
function remainder(iban: string): number {
  const turned = iban.slice(4) + iban.slice(0, 4);
  return [...turned].reduce((rest, character) => {
    const value = Number.parseInt(character, 36);
    return (rest * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
}
