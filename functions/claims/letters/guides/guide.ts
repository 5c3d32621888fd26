import type { Cause } from '../../../policies/policy.ts';
import type { DocumentCode } from '../labels.ts';
import { medical, thirdParty, travel } from './people.ts';
import { disaster, fire, general } from './property.ts';
import { collision, glass, theft } from './vehicle.ts';

/** What a guide says in one language. */
interface Wording {
  /** What it is about, within a sentence. */
  readonly about: string;
  readonly now: readonly string[];
  readonly keep: readonly string[];
}

/** What to do after a loss of some cause, what to keep, and what is usually asked for. */
export interface Guide {
  readonly documents: readonly [DocumentCode, ...DocumentCode[]];
  readonly 'zh-CN': Wording;
  readonly en: Wording;
}

/** Eight guides by cause, and a general one for what is none of them. */
export const guides: Readonly<Record<Cause, Guide>> = {
  collision,
  theft,
  vandalism: theft,
  fire,
  'natural-disaster': disaster,
  glass,
  'third-party': thirdParty,
  illness: medical,
  hospitalisation: medical,
  accident: medical,
  baggage: travel,
  delay: travel,
  other: general,
};
