import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };
import { lazily } from '../platform/lazily.ts';
import { isZone } from './zone.ts';

/** Where the house's days begin and end, from the promise pack: an IANA time zone. To look it up takes ten milliseconds. */
export const houseZone = lazily(() => z.object({ zone: z.string().refine(isZone) }).parse(promises).zone);
