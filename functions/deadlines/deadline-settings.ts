import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };
import { lazily } from '../platform/lazily.ts';

/** Where the house counts: its zone and calendar, and the packs of rules that its cases begin with. */
export const deadlineSettings = lazily(() =>
  z.object({ zone: z.string(), calendar: z.string(), packs: z.array(z.string()).min(1) }).parse(promises),
);
