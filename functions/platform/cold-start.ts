import { config } from 'zod';

/** A start parses a few things once: to compile a parser for each takes longer than parsing does. */
config({ jitless: true });
