import { templateOf } from '../../notifications/letters/template.ts';
import { deadlineDigest, digestModel } from './digest.ts';
import { deadlineExtended, extendedModel } from './extended.ts';

/** The letters about deadlines by their names. */
export const letters = {
  'deadline-extended': templateOf(extendedModel, deadlineExtended),
  'deadline-digest': templateOf(digestModel, deadlineDigest),
} as const;
