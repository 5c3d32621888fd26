import type { z } from 'zod';
import { letters as claims, tellsClocks as clocksOfClaims, mustReach as ofClaims } from './claims/letters/letters.ts';
import { letters as deadlines } from './deadlines/letters/letters.ts';
import { keysOf } from './platform/keys-of.ts';

/** Every message template of the product by its name, which the ledger keeps for good. */
export const letters = { ...claims, ...deadlines } as const;

export type TemplateName = keyof typeof letters;
export const templateNames = keysOf(letters);

/** The templates whose customer must be reached. */
export const mustReach: ReadonlySet<TemplateName> = new Set<TemplateName>([...ofClaims]);

/** The templates whose sending off, or arrival, some clock is kept or paused by. */
export const tellsClocks: ReadonlySet<TemplateName> = new Set<TemplateName>([...clocksOfClaims, 'deadline-extended']);

/** A template's model as whoever sends it gives it. */
export type ModelInput<Name extends TemplateName> = z.input<(typeof letters)[Name]['model']>;
