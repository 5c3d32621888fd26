import type { z } from 'zod';
import { letters as claims } from './claims/letters/letters.ts';
import { keysOf } from './platform/keys-of.ts';

/** Every message template of the product by its name, which the ledger keeps for good. */
export const letters = { ...claims } as const;

export type TemplateName = keyof typeof letters;
export const templateNames = keysOf(letters);

/** A template's model as whoever sends it gives it. */
export type ModelInput<Name extends TemplateName> = z.input<(typeof letters)[Name]['model']>;
